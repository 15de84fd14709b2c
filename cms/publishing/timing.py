"""When something is due, and when what failed is tried again. Pure: the clock is given.

``docs/architecture/publishing.md`` says why these numbers.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from cms.publishing.models import Lane


class Pending(NamedTuple):
    """A site with something to do: since when, when it was begun the time before last, and the last lane."""

    lane: int
    first_wanted_at: datetime
    began_before_at: datetime | None = None
    began_lane: int = Lane.SWEEP


@dataclass(frozen=True, kw_only=True)
class Timing:
    """All in seconds, save ``attempts``, after which a site is left alone until something changes.

    A site is due ``quiet`` after its last change, at most ``longest`` after the first, and not before
    ``spacing`` after it was begun the time before last: who mends a page just published need not wait, and
    a burst is at most three builds in ``spacing``. Takedowns are due at once. ``probe`` is how often a server
    that is out is tried with one site.
    """

    quiet: float = 0.2
    longest: float = 1.0
    spacing: float = 12.0
    lease: float = 60.0
    first_retry: float = 2.0
    last_retry: float = 600.0
    last_outage_retry: float = 20.0
    probe: float = 5.0
    attempts: int = 8

    def due_at(self, pending: Pending, changed_at: datetime) -> datetime:
        """When the site is due that last ``changed_at``.

        An editor's own page need not wait because the site has just been built for what comes from above.
        """
        if pending.lane == Lane.TAKEDOWN:
            return changed_at
        due = min(changed_at + _seconds(self.quiet), pending.first_wanted_at + _seconds(self.longest))
        counts = pending.lane > Lane.OWN or pending.began_lane <= Lane.OWN
        if pending.began_before_at and counts:
            due = max(due, pending.began_before_at + _seconds(self.spacing))
        return due

    def retry_at(self, failed_at: datetime, attempts: int, seed: str, *, outage: bool) -> datetime:
        """When what failed for the ``attempts``th time is tried again.

        Waits double, and ``seed`` spreads them over half to one and a half, so that sites which failed
        together do not come back together. An ``outage`` of a server passes: it is looked for more often.
        """
        wait = self.first_retry * 2.0 ** (attempts - 1)
        longest = self.last_outage_retry if outage else self.last_retry
        return failed_at + _seconds(min(wait, longest) * (0.5 + _fraction(f"{seed} {attempts}")))


def _fraction(seed: str) -> float:
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:6], "big") / 2**48


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=number)
