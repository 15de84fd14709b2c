"""What the outbox holds of a change: the facts on both sides, as far as they decide whom it reaches.

Called inside the transaction, before and after the writing.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from cms.publishing.models import Change, Lane
from cms.publishing.outbox import record
from cms.sharing.models import Decision, LivePage
from cms.units.models import Unit

Facts = dict[str, Any]

_PAGE: Final = ("unit_id", "section", "slug", "reach", "strength")
_DECISION: Final = ("unit_id", "page_id", "hide", "adopt", "override_reach")
_UNIT: Final = (
    *("code", "name", "full_name", "kind", "tier", "hostname", "parent_id", "sample"),
    *("address", "phone", "email", "hours", "leader", "former_names", "valid_from", "valid_to"),
)


def page_facts(page_ids: Collection[int]) -> dict[int, Facts]:
    """The facts of those of the pages that are published, by the page's number; one query."""
    rows = LivePage.objects.filter(page_id__in=page_ids).values("page_id", "title", *_PAGE)
    return {row.pop("page_id"): row for row in rows}


def record_pages(before: Mapping[int, Facts], after: Mapping[int, Facts]) -> list[Change]:
    """One change a page that was published before or is after; none for what never showed."""
    return [
        record(
            Change.Kind.PAGE,
            {"old": before.get(page), "new": after.get(page)},
            lane=_lane(before.get(page), after.get(page)),
            page_id=page,
        )
        for page in sorted({*before, *after})
    ]


def _lane(old: Facts | None, new: Facts | None) -> int:
    """A page that left its slot has to vanish from it at once."""
    gone = old is not None and (new is None or any(old[name] != new[name] for name in _PAGE[:3]))
    return Lane.TAKEDOWN if gone else Lane.OWN


def decision_facts(decision: Decision) -> Facts:
    """What of a decision decides whom it reaches."""
    facts = {name: getattr(decision, name) for name in _DECISION}
    return facts | {"overrides": decision.override_fields is not None}


def record_decision(old: Facts | None, new: Facts | None) -> Change:
    """A decision made, changed or taken back; what it hides has to vanish at once."""
    hides = bool(new and new["hide"] and not (old and old["hide"]))
    drops = bool(old and old["adopt"] and not (new and new["adopt"]))
    lane = Lane.TAKEDOWN if hides or drops else Lane.OWN
    facts: Facts = old or new or {}
    return record(Change.Kind.DECISION, {"old": old, "new": new}, lane=lane, page_id=facts["page_id"])


def record_section(unit: int, section: str) -> Change:
    """A unit changed how one of its sections takes what comes from above."""
    return record(Change.Kind.SECTION, {"unit": unit, "section": section}, lane=Lane.OWN)


def unit_facts(unit: Unit) -> Facts:
    """All of a unit that some site may say or depend on."""
    facts = {name: getattr(unit, name) for name in _UNIT}
    for name in ("valid_from", "valid_to"):
        facts[name] = str(facts[name]) if facts[name] else None
    return facts


def record_unit(unit: int, old: Facts | None, new: Facts | None) -> Change | None:
    """A unit founded, changed or closed; None where nothing that shows differs."""
    if old == new:
        return None
    return record(Change.Kind.UNIT, {"unit": unit, "old": old, "new": new}, lane=Lane.OWN)
