"""What templates see, besides the snapshot's own records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

import msgspec

from build.snapshot.schema import File, Section, Shown, UnitFacts, UnitRef, UnitSnapshot

Day = date
"""Under a name that an entry's own date does not hide."""
LOCAL_TIME = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


class LinkedUnit(UnitFacts, frozen=True, kw_only=True):
    """A unit with its site's address."""

    url: str
    kind: str = ""


class LinkedSection(Section, frozen=True, kw_only=True):
    """A section with its front's address on every site that has it."""

    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as a line of a list."""

    url: str
    title: str
    summary: str
    date: datetime | None
    type: str
    type_label: str
    number: str
    domain: str
    origin_name: str
    mandatory: bool
    pinned: bool
    thumbnail: File | None
    modified: datetime | None = None
    kind: str = ""
    authority: str = ""
    effective_on: Day | None = None
    ends_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A unit's site with every address in it made ready for templates; sections by key, units by code."""

    snapshot: UnitSnapshot
    unit: LinkedUnit
    parents: tuple[LinkedUnit, ...]
    children: tuple[LinkedUnit, ...]
    sections: tuple[LinkedSection, ...]
    section_at: dict[str, LinkedSection]
    units: dict[str, LinkedUnit]


def site_of(snapshot: UnitSnapshot, site_url: str) -> Site:
    """``snapshot`` as templates want it; ``site_url`` turns a hostname into an address."""
    unit = _linked(snapshot.unit, site_url)
    parents = tuple(_linked(parent, site_url) for parent in snapshot.parents)
    sections = tuple(
        LinkedSection(**msgspec.structs.asdict(section), url=f"/{section.key}/")
        for section in snapshot.sections
    )
    return Site(
        snapshot=snapshot,
        unit=unit,
        parents=parents,
        children=tuple(_linked(child, site_url) for child in snapshot.children),
        sections=sections,
        section_at={section.key: section for section in sections},
        units={linked.code: linked for linked in (unit, *parents)},
    )


def _linked(ref: UnitRef, site_url: str) -> LinkedUnit:
    facts: dict[str, Any] = msgspec.structs.asdict(ref)
    return LinkedUnit(**facts, url=site_url.format(hostname=ref.hostname))


def local_time(moment: str | None) -> datetime | None:
    """The snapshot's UTC time as readers' clocks show it."""
    return datetime.fromisoformat(moment).astimezone(LOCAL_TIME) if moment else None


def page_path(shown: Shown) -> str:
    """The page's address on the site, from the root."""
    return f"/{shown.section}/{shown.slug}/"
