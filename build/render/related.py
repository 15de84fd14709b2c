"""Which pages of a site are named at the end of a page, so that a new page changes few others.

News and what else has a day name the next older ones: a new page changes none. Procedures of one field and
offices stand in a ring by title and name the next ones: a new one changes as many as it is named on.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from anyascii import anyascii

from build.render.records import Entry

SHOWN: Final = 3
_IN_A_RING: Final = frozenset({"procedure", "organisation"})


class Related(NamedTuple):
    """A page by its address and title."""

    url: str
    title: str


def related(entries: Iterable[Entry]) -> dict[str, tuple[Related, ...]]:
    """For each page of one section, by its address, the pages to read on with; none where there are none."""
    found: dict[str, tuple[Related, ...]] = {}
    for (kind, _), group in groupby(sorted(entries, key=_kind), key=_kind):
        if kind in _IN_A_RING:
            found |= _next(sorted(group, key=_by_title), ring=True)
        else:
            found |= _next(sorted(group, key=_by_day, reverse=True), ring=False)
    return found


def _next(entries: Sequence[Entry], *, ring: bool) -> dict[str, tuple[Related, ...]]:
    links = [Related(entry.url, entry.title) for entry in entries]
    after = [*links, *links[: SHOWN if ring else 0]]
    count = min(SHOWN, len(links) - 1)
    return {link.url: tuple(after[place + 1 : place + 1 + count]) for place, link in enumerate(links)}


def _kind(entry: Entry) -> tuple[str, str]:
    return entry.type, entry.domain


def _by_title(entry: Entry) -> tuple[str, str]:
    return anyascii(entry.title).lower(), entry.url


def _by_day(entry: Entry) -> tuple[str, str]:
    # Days of issue have no zone and moments do, so the two cannot be compared but as readers see them.
    return entry.date.isoformat()[:19] if entry.date else "", entry.url
