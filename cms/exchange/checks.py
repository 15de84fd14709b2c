"""What can only be judged with the whole file in: decisions against the pages that are then there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from build.snapshot.page_types import PAGE_TYPES
from cms.exchange.faults import Fault
from cms.exchange.lines import DecisionLine, PageLine, Slot
from cms.exchange.places import Places
from cms.exchange.reading import Found
from cms.pages.rules import VALIDITY, validity_faults
from cms.sharing.rules import DecisionFacts, PageFacts, Suspension
from cms.sharing.sleeping import refusals
from cms.sharing.world import World

_SOME_DAY: Final = Suspension(datetime(2000, 1, 1, tzinfo=UTC), {})


@dataclass(frozen=True, slots=True)
class Outlook:
    """A page as it will be: its number (made up if it is new), its type, and its facts while it is live."""

    id: int
    type: str
    facts: PageFacts | None


def facts_of(page: PageLine, number: int, now: datetime) -> PageFacts | None:
    """What takes part of a page that a line says; None while it is not live."""
    ahead = page.published_at is not None and page.published_at > now
    expired = page.expires_at is not None and page.expires_at <= now
    if not page.live or ahead or expired:
        return None
    return PageFacts(
        number,
        *page.slot,
        title=page.fields.get("title", ""),
        reach=page.reach,
        strength=page.strength,
        locked=frozenset(page.locked),
        pinned=page.pinned,
        published_at=page.published_at,
    )


def world_with(places: Places, outlooks: Mapping[Slot, Outlook]) -> World:
    """The land with the pages that will be live in it."""
    return replace(places.land, pages=tuple(page.facts for page in outlooks.values() if page.facts))


def decision_faults(
    decisions: Iterable[Found], outlooks: Mapping[Slot, Outlook], world: World
) -> Iterator[Fault]:
    """Everything that is wrong with the decisions of a file."""
    for found in decisions:
        for sentence in _wrong(found.record, found.sleeping, outlooks, world):
            yield Fault(found.number, sentence)


def sleeps(decision: DecisionLine, page: Outlook, world: World) -> bool:
    """Whether some part of the decision does not count, so that only a sleeping line may bring it in."""
    return page.facts is None or bool(refusals(world, page.facts, _facts(decision, page.id)))


def _wrong(
    decision: DecisionLine, sleeping: bool, outlooks: Mapping[Slot, Outlook], world: World
) -> Iterator[str]:
    slot = decision.key.page
    name = f"{world.units[slot.unit].code}/{slot.section}/{slot.slug}"
    page = outlooks.get(slot)
    if page is None:
        yield f"the page {name} does not exist"
        return
    yield from _foreign_fields(decision, page.type)
    yield from _contradictions(decision, page.type)
    if page.facts is None:
        if decision.suspend_now:
            yield f"the page {name} is not live, so there is nothing to suspend it as"
        elif not sleeping and not decision.is_empty:
            yield f"the page {name} is a draft, has expired or is not published yet"
    elif not sleeping and not decision.is_empty:
        yield from refusals(world, page.facts, _facts(decision, page.id))


def _foreign_fields(decision: DecisionLine, page_type: str) -> Iterator[str]:
    override, suspension = decision.override, decision.suspension
    for fields, name in (
        (override.fields if override else {}, "override.fields"),
        (override.base if override else {}, "override.base"),
        (suspension.fields if suspension else {}, "suspend.fields"),
    ):
        for field in sorted(fields):
            if field not in PAGE_TYPES[page_type]:
                yield f"{name}.{field} is not a field of a page of type {page_type}"


def _contradictions(decision: DecisionLine, page_type: str) -> Iterator[str]:
    """What the override's own values deny one another; what they stand beside may change any day."""
    fields = decision.override.fields if decision.override else {}
    if page_type == "legal_document":
        for name, fault in validity_faults(*map(fields.get, VALIDITY)).items():
            if name in fields:
                yield f"override.fields.{name}: {fault}"


def _facts(decision: DecisionLine, page: int) -> DecisionFacts:
    suspension = _SOME_DAY if decision.suspend_now else decision.suspension
    return DecisionFacts(
        decision.key.unit, page, decision.hide, decision.adopt, decision.override, suspension
    )
