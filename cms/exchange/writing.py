"""Records as the lines of a file: complete, in one order, so that the same content gives the same bytes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from cms.exchange.lines import DecisionLine, FileEntry, PageLine, SectionLine, Slot
from cms.exchange.places import Places
from cms.sharing.rules import Reach

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which moments are written; read they may be in any."""


def encoded(line: Mapping[str, Any]) -> bytes:
    """One line of a file, with its end."""
    return msgspec.json.encode(line) + b"\n"


def page_json(page: PageLine, places: Places) -> dict[str, Any]:
    """The line that says ``page``."""
    fields = dict(page.fields)
    line = {
        "kind": "page",
        **slot_json(page.slot, places),
        "type": page.type,
        "title": fields.pop("title"),
        "body": fields.pop("body"),
        **_given(blocks=list(page.blocks), files=[_file(entry) for entry in page.files]),
        "published_at": said(page.published_at),
        "expires_at": said(page.expires_at),
        **_given(modified_at=said(page.modified_at), deadline=said(page.deadline)),
        "live": page.live,
        "pinned": page.pinned,
        "reach": reach_json(page.reach, page.slot.unit, places),
        "strength": page.strength,
        "locked": list(page.locked),
        **_given(left=list(page.left)),
        **_given(credit=page.credit, urgent=page.urgent),
    }
    return {**line, **fields}


def decision_json(decision: DecisionLine, places: Places, sleeping: bool) -> dict[str, Any]:
    """The line that says ``decision``."""
    override, suspension = decision.override, decision.suspension
    return {
        "kind": "decision",
        "unit": places.code(decision.key.unit),
        "page": slot_json(decision.key.page, places),
        "hide": decision.hide,
        "adopt": decision.adopt,
        "override": override
        and {
            "fields": _sorted(override.fields),
            "reach": override.reach,
            **_given(base=_sorted(override.base)),
        },
        "suspend": suspension and {"since": said(suspension.since), "fields": _sorted(suspension.fields)},
        **_given(sleeping=sleeping),
    }


def section_json(setting: SectionLine, places: Places, sleeping: bool) -> dict[str, Any]:
    """The line that says ``setting``."""
    return {
        "kind": "section",
        "unit": places.code(setting.key.unit),
        "section": setting.key.section,
        "mode": setting.mode,
        "order": setting.order,
        **_given(sleeping=sleeping),
    }


def slot_json(slot: Slot, places: Places) -> dict[str, str]:
    """A page's unit, section and slug."""
    return {"unit": places.code(slot.unit), "section": slot.section, "slug": slot.slug}


def reach_json(reach: Reach, origin: int, places: Places) -> Any:
    """A page's reach; entries that are not below its origin are said to sleep."""
    if reach.kind in ("own", "children", "all"):
        return reach.kind
    entry_json = _tier if reach.kind == "tiers" else _unit
    entries = [entry_json(entry, origin, places) for entry in reach.entries]
    return {reach.kind: sorted(entries, key=_order)}


def said(moment: datetime | None) -> str | None:
    """A moment as lines have it."""
    return moment.astimezone(ZONE).isoformat() if moment else None


def _tier(tier: str, origin: int, places: Places) -> Any:
    return tier if tier in places.tiers_below(origin) else {"tier": tier, "sleeping": True}


def _unit(unit: int, origin: int, places: Places) -> Any:
    if places.is_below(unit, origin):
        return places.code(unit)
    entry: dict[str, Any] = {"unit": places.code(unit)}
    if unit not in places.land.units:
        entry["valid_from"] = places.former[unit][1].isoformat()
    return {**entry, "sleeping": True}


def _order(entry: Any) -> tuple[str, ...]:
    return tuple(map(str, entry.values())) if isinstance(entry, dict) else (entry,)


def _file(entry: FileEntry) -> dict[str, Any]:
    texts = _given(title=entry.title, alt=entry.alt, caption=entry.caption, decorative=entry.decorative)
    return {"path": entry.path, "sha256": entry.sha256, **texts}


def _given(**values: Any) -> dict[str, Any]:
    """Only those that say something."""
    return {name: value for name, value in values.items() if value}


def _sorted(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in sorted(fields)}


def in_order(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Decisions and settings by who made them and what they are about."""
    return sorted(lines, key=lambda line: (line["unit"], str(line.get("page")), line.get("section", "")))
