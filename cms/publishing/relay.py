"""From the outbox to the sites: what every site must reach, and a line of the receipt for each."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from cms.publishing.models import Change, Lane, ReceiptLine, SiteStep, Step
from cms.publishing.reached import Lanes, all_reached
from cms.publishing.revisions import next_revision
from cms.publishing.timing import Pending, Timing
from cms.units.models import Unit

_AT_ONCE = 500
_WITHOUT_RECEIPT = (Change.Kind.EVERYTHING, Change.Kind.UNITS)
_RAISED = (
    *("wanted", "lane", "first_wanted_at", "due_at"),
    *("attempts", "retry_at", "quarantined"),
)


class Raised(NamedTuple):
    """What is wanted of one site anew: in which lane, and since when."""

    lane: int
    changed_at: datetime


def relay(now: datetime, timing: Timing) -> int:
    """Hand on what the outbox holds; how many changes that were. All of it or, after a crash, nothing."""
    if not Change.objects.filter(processed_at=None).exists():
        return 0
    with transaction.atomic():
        revision = next_revision()
        waiting = Change.objects.filter(processed_at=None).order_by("pk")
        changes = list(waiting.select_for_update(skip_locked=True)[:_AT_ONCE])
        reached = list(all_reached(changes))
        known = _known({unit for _, lanes in reached for unit in lanes})
        raised: dict[int, Raised] = {}
        for change, lanes in reached:
            _join(raised, {unit: lane for unit, lane in lanes.items() if unit in known}, change, now)
        raise_wanted(raised, revision, timing)
        _write_receipts(reached, known, revision)
        Change.objects.filter(pk__in=[change.pk for change in changes]).update(processed_at=now)
    return len(changes)


def _known(units: set[int]) -> set[int]:
    """Those that still have a row: a change outlives the unit that it was about."""
    return units & set(Unit.objects.values_list("pk", flat=True))


def _join(raised: dict[int, Raised], lanes: Lanes, change: Change, now: datetime) -> None:
    changed_at = min(change.at, now)
    for unit, lane in lanes.items():
        before = raised.get(unit, Raised(lane, changed_at))
        raised[unit] = Raised(min(lane, before.lane), max(changed_at, before.changed_at))


def raise_wanted(raised: Mapping[int, Raised], revision: int, timing: Timing) -> None:
    """Want ``revision`` of the sites that were ``raised``, in one statement however many they are.

    Whoever failed before is tried again, since what failed may be mended by the change.
    """
    rows = SiteStep.objects.filter(step=Step.DEPLOY, unit__in=raised).in_bulk(field_name="pk")
    before = {row.unit_id: row for row in rows.values()}
    _want(_raised(unit, before.get(unit), what, revision, timing) for unit, what in raised.items())


def _raised(unit: int, row: SiteStep | None, what: Raised, revision: int, timing: Timing) -> SiteStep:
    row = row or SiteStep(unit_id=unit, step=Step.DEPLOY)
    waits = row.wanted > row.done
    first = (row.first_wanted_at if waits else None) or what.changed_at
    lane = min(row.lane, what.lane) if waits else what.lane
    pending = Pending(lane, first, row.began_before_at, row.began_lane)
    return SiteStep(
        unit_id=unit,
        step=Step.DEPLOY,
        wanted=revision,
        lane=lane,
        first_wanted_at=first,
        due_at=timing.due_at(pending, what.changed_at),
    )


def raise_after(step: str, deployed: Mapping[int, int], lanes: Mapping[int, int], now: datetime) -> None:
    """Want of ``step`` the revisions that were just ``deployed``, by unit.

    What was put off is due again, and what waits loses neither its lane nor its place to what came later.
    """
    rows = SiteStep.objects.filter(step=step, unit__in=deployed)
    waiting = {row.unit_id: row for row in rows if row.wanted > row.done}
    _want(
        _after(step, unit, revision, Raised(lanes.get(unit, Lane.SWEEP), now), waiting.get(unit))
        for unit, revision in deployed.items()
    )


def _after(step: str, unit: int, revision: int, what: Raised, waits: SiteStep | None) -> SiteStep:
    return SiteStep(
        unit_id=unit,
        step=step,
        wanted=revision,
        lane=min(waits.lane, what.lane) if waits else what.lane,
        first_wanted_at=(waits and waits.first_wanted_at) or what.changed_at,
        due_at=min(waits.due_at, what.changed_at) if waits else what.changed_at,
    )


def _want(steps: Iterable[SiteStep]) -> None:
    """Write them in one statement; what is not raised of those that are there stays."""
    SiteStep.objects.bulk_create(
        steps, update_conflicts=True, unique_fields=["unit", "step"], update_fields=_RAISED
    )


def _write_receipts(reached: list[tuple[Change, Lanes]], known: set[int], revision: int) -> None:
    ReceiptLine.objects.bulk_create(
        ReceiptLine(change=change, unit_id=unit, revision=revision)
        for change, lanes in reached
        if change.kind not in _WITHOUT_RECEIPT
        for unit in lanes
        if unit in known
    )
