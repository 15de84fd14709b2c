"""About how long a change takes to be on its sites, from how long others took. Pure."""

from collections.abc import Collection
from statistics import median
from typing import Final, NamedTuple

FIRST: Final = 1.0
EACH: Final = 0.02
"""Where nothing like it was ever published: seconds until the first site, and for each one more.

They add up to what is promised: a page on its own site in a second, on 220 sites in about five.
"""
ALIKE: Final = 3
"""How many times more or fewer sites a change may have had to say something about this one."""


class Past(NamedTuple):
    """A change that is on all its sites: how many these were, and after how many seconds."""

    sites: int
    seconds: float


class Pace(NamedTuple):
    """``measured`` says whether ``seconds`` comes from changes like it or is only an estimate."""

    seconds: float
    measured: bool


def pace(sites: int, past: Collection[Past]) -> Pace:
    """How long a change to ``sites`` sites will take: the median of those alike."""
    alike = [one.seconds for one in past if sites <= one.sites * ALIKE and one.sites <= sites * ALIKE]
    return Pace(median(alike), True) if alike else Pace(FIRST + EACH * sites, False)
