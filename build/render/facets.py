"""By what a long list can be narrowed without a script: each choice is a list at an address of its own.

The legal register by year, kind, authority and whether an end is set, procedures by event in life and by
field, news by month.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from anyascii import anyascii

from build.render.life_events import LIFE_EVENTS, life_events
from build.render.records import Entry, LinkedSection
from build.snapshot.schema import digest

AT_A_GLANCE: Final = 12
"""A list of so many lines needs no narrowing."""
LONG_PAGE: Final = 100
"""How many lines a page of a register has; procedures by field are parts of one page up to here."""
LONGEST_SLUG: Final = 80

_NOT_IN_ADDRESS: Final = re.compile(r"[^a-z0-9]+")


class Choice(NamedTuple):
    """One value of a facet: its name in addresses, its link's text, its list's heading and lines."""

    key: str
    title: str
    heading: str
    entries: list[Entry]


class Facet(NamedTuple):
    """A way to narrow a section's list, with every choice that leads to something."""

    folder: str
    label: str
    choices: list[Choice]


def choice_url(section: LinkedSection, facet: Facet, choice: Choice) -> str:
    """The address of the list that ``choice`` leaves of the section's."""
    return f"{section.url}{facet.folder}/{choice.key}/"


class _Kind(NamedTuple):
    """How a facet comes from entries: ``of`` gives the pairs of key and title that an entry belongs to."""

    folder: str
    label: str
    types: tuple[str, ...]
    of: Callable[[Entry], Iterable[tuple[str, str]]]
    heading: str
    order: Callable[[str], object]
    backwards: bool = False
    above: int = AT_A_GLANCE
    fewest: int = 2


def slug(text: str) -> str:
    """``text`` as a part of an address: 1 to LONGEST_SLUG ASCII letters, digits and dashes."""
    whole = _NOT_IN_ADDRESS.sub("-", anyascii(text).lower()).strip("-") or "khac"
    if len(whole) <= LONGEST_SLUG:
        return whole
    # Storage takes 255 bytes at the most; what differs only further on still has addresses of its own.
    return f"{whole[: LONGEST_SLUG - 9]}-{digest(whole.encode())[:8]}"


def _named(text: str) -> list[tuple[str, str]]:
    return [(slug(text), text)] if text else []


def _year(entry: Entry) -> list[tuple[str, str]]:
    return [(str(entry.date.year), f"Năm {entry.date.year}")] if entry.date else []


def _end(entry: Entry) -> list[tuple[str, str]]:
    """What is true on any day: that an end is set, not whether it has come."""
    return [("co-ngay-het", "Có ghi ngày hết hiệu lực")] if entry.ends_on else []


def _month(entry: Entry) -> list[tuple[str, str]]:
    when = entry.date
    return [(f"{when.year}-{when.month:02}", f"Tháng {when.month}/{when.year}")] if when else []


def _events(entry: Entry) -> list[tuple[str, str]]:
    return [(event.key, event.title) for event in life_events(entry.title, entry.domain)]


_EVENT_ORDER: Final = {event.key: place for place, event in enumerate(LIFE_EVENTS)}
_KINDS: Final = (
    _Kind("nam", "Theo năm", ("legal_document",), _year, "{section} {lower}", str, backwards=True),
    _Kind(
        "loai", "Theo loại văn bản", ("legal_document",), lambda e: _named(e.kind), "{section}: {title}", str
    ),
    _Kind(
        "co-quan",
        "Theo cơ quan ban hành",
        ("legal_document",),
        lambda e: _named(e.authority),
        "{section} của {title}",
        str,
    ),
    _Kind("hieu-luc", "Theo hiệu lực", ("legal_document",), _end, "{section}: {lower}", str, fewest=1),
    _Kind(
        "su-kien",
        "Theo việc trong đời",
        ("procedure",),
        _events,
        "{section}: {title}",
        _EVENT_ORDER.__getitem__,
        above=0,
        fewest=1,
    ),
    _Kind(
        "linh-vuc",
        "Theo lĩnh vực",
        ("procedure",),
        lambda e: _named(e.domain),
        "{section}: lĩnh vực {title}",
        str,
        above=LONG_PAGE,
    ),
    _Kind("thang", "Theo tháng", ("article", "notice"), _month, "{section} {lower}", str, backwards=True),
)


def facets(section: str, entries: Sequence[Entry]) -> list[Facet]:
    """All that the list of the section with that title can be narrowed by; entries keep their order."""
    found = (_facet(kind, section, [e for e in entries if e.type in kind.types]) for kind in _KINDS)
    return [facet for facet in found if facet]


def _facet(kind: _Kind, section: str, entries: list[Entry]) -> Facet | None:
    if len(entries) <= kind.above:
        return None
    titles: dict[str, str] = {}
    lists: dict[str, list[Entry]] = {}
    for entry in entries:
        for key, title in kind.of(entry):
            titles.setdefault(key, title)
            lists.setdefault(key, []).append(entry)
    if len(lists) < kind.fewest:
        return None
    keys = sorted(lists, key=kind.order, reverse=kind.backwards)  # type: ignore[arg-type]
    return Facet(
        kind.folder,
        kind.label,
        [Choice(k, titles[k], _heading(kind, section, titles[k]), lists[k]) for k in keys],
    )


def _heading(kind: _Kind, section: str, title: str) -> str:
    lower = title[:1].lower() + title[1:]
    return kind.heading.format(section=section, title=title, lower=lower)
