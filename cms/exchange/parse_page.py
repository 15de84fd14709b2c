"""A page line, from JSON to its record."""

import re
from typing import Any, Final

from build.snapshot.page_types import PAGE_TYPES
from cms.exchange.lines import PageLine, Slot
from cms.exchange.parse_files import SourceFiles, parse_files
from cms.exchange.parse_reach import parse_reach
from cms.exchange.places import Places
from cms.exchange.shapes import Keys, field_value, shown
from cms.exchange.streams import files_in, parse_blocks
from cms.pages.rules import NEEDED, VALIDITY, validity_faults
from cms.sharing.rules import STRENGTHS

SLUG: Final = re.compile(r"[-a-zA-Z0-9_]{1,255}")
_PLACE: Final = re.compile(rf"[-a-z0-9]{{1,60}}/{SLUG.pattern}")
RESERVED_SLUGS: Final = frozenset({"trang"})
"""What a section's own addresses begin with: its second page is ``/<section>/trang/2/``."""
EVERY_FIELD: Final = {name: kind for fields in PAGE_TYPES.values() for name, kind in fields.items()}


def parse_page(keys: Keys, places: Places, sources: SourceFiles) -> PageLine | None:
    """The page that the line says, None when it cannot be told which; faults go to ``keys``."""
    slot = parse_slot(keys, places)
    page_type = keys.choice("type", PAGE_TYPES) if keys.has("type") else keys.miss("type")
    if slot and page_type and page_type not in places.takes(slot.unit, slot.section):
        takes = ", ".join(sorted(places.takes(slot.unit, slot.section)))
        keys.refuse(f"the section {slot.section} takes no page of type {page_type}, only {takes}")
    published_at, expires_at = keys.moment("published_at"), keys.moment("expires_at")
    if published_at and expires_at and expires_at < published_at:
        keys.refuse("expires_at lies before published_at")
    settings = {
        "published_at": published_at,
        "expires_at": expires_at,
        "modified_at": keys.moment("modified_at"),
        "deadline": keys.moment("deadline"),
        "credit": keys.text("credit"),
        "live": keys.flag("live"),
        "pinned": keys.flag("pinned"),
        "urgent": keys.flag("urgent"),
        "reach": parse_reach(keys, slot.unit if slot else None, places),
        "strength": keys.choice("strength", STRENGTHS) or "default",
        "locked": _locked(keys, page_type),
        "blocks": parse_blocks(keys, sources),
        "files": parse_files(keys, sources),
        "left": _left(keys, slot),
    }
    may_be_urgent = page_type == "notice" and settings["strength"] == "mandatory" and expires_at
    if settings["urgent"] and not may_be_urgent:
        keys.refuse("is urgent, which only a mandatory notice with expires_at can be")
    fields = _fields(keys, page_type)
    sources.update({path: path for path in files_in(fields.get("body", ""))})
    if settings["blocks"] and fields.get("body"):
        keys.refuse("has both body and blocks; keep the one that holds the text")
    if page_type == "legal_document":
        for name, fault in validity_faults(*map(fields.get, VALIDITY)).items():
            keys.refuse(f"{name}: {fault}")
    keys.done()
    return PageLine(slot, page_type, fields, **settings) if slot and page_type else None


def parse_slot(keys: Keys, places: Places) -> Slot | None:
    """The unit, section and slug that ``keys`` name, None when one of them is wrong."""
    unit = parse_unit(keys, places)
    section, slug = keys.needed("section"), keys.needed("slug")
    known = bool(section) and has_section(keys, places, unit, section)
    if slug and not SLUG.fullmatch(slug):
        keys.refuse(f"{keys.at}slug is {shown(slug)}; use letters without marks, digits and hyphens")
        return None
    if slug in RESERVED_SLUGS:
        keys.refuse(f"{keys.at}slug is {slug}, which the section's own addresses use; choose another")
        return None
    return Slot(unit, section, slug) if unit is not None and known and slug else None


def parse_unit(keys: Keys, places: Places) -> int | None:
    """The unit that ``unit`` names, None when there is none."""
    code = keys.needed("unit")
    if code and code not in places.by_code:
        keys.refuse(f"{keys.at}unit is {shown(code)}; no unit with that code is in force")
    return places.by_code.get(code)


def has_section(keys: Keys, places: Places, unit: int | None, section: str) -> bool:
    """Whether the unit's tier has the section; if not, that is a fault."""
    if unit is None or places.section(unit, section):
        return True
    code = places.land.units[unit].code
    keys.refuse(f"{keys.at}section is {shown(section)}; the unit {code} has no such section")
    return False


def _locked(keys: Keys, page_type: str | None) -> tuple[str, ...]:
    known = PAGE_TYPES.get(page_type or "", EVERY_FIELD)
    names = keys.listed("locked")
    for name in names:
        if not isinstance(name, str) or name not in known:
            keys.refuse(f"locked names {shown(name)}, which is not a field of the page")
    return tuple(sorted({name for name in names if isinstance(name, str)}))


def _left(keys: Keys, slot: Slot | None) -> tuple[str, ...]:
    left = keys.listed("left")
    for place in left:
        if not isinstance(place, str) or not _PLACE.fullmatch(place):
            keys.refuse(f"left names {shown(place)}; write each address that the page had as SECTION/SLUG")
        elif slot and place == f"{slot.section}/{slot.slug}":
            keys.refuse("left names the address that the page has")
    return tuple(dict.fromkeys(place for place in left if isinstance(place, str)))


def _fields(keys: Keys, page_type: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if page_type is None:
        for name in EVERY_FIELD:
            keys.take(name)
        return fields
    for name, kind in PAGE_TYPES[page_type].items():
        if name in NEEDED and not keys.has(name):
            keys.miss(name)
            continue
        with keys.naming(name):
            fields[name] = field_value(name, kind, keys.take(name))
    return fields
