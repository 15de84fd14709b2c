"""Writing the decisions and settings that an import has planned; to be called in a transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cms.exchange.lines import DecisionKey, DecisionLine, SectionKey, SectionLine, Slot
from cms.exchange.plan import Changes, batches
from cms.sharing.fields import as_it_stands
from cms.sharing.models import Decision, SectionSetting
from cms.sharing.published import documents_of
from cms.sharing.world import World


def write_decisions(changes: Changes[DecisionKey, DecisionLine], numbers: Mapping[Slot, int]) -> None:
    """Carry the changes of decisions out; those about removed pages are gone with them."""
    removed = [(key.unit, numbers[key.page]) for key in changes.remove if key.page in numbers]
    there = _decision_numbers() if removed else {}
    for some in batches(there[pair] for pair in removed):
        Decision.objects.filter(pk__in=some).delete()
    for lines in batches([*changes.create.values(), *changes.update.values()]):
        Decision.objects.bulk_create(
            [_decision(line, numbers[line.key.page]) for line in lines],
            update_conflicts=True,
            unique_fields=["unit", "page"],
            update_fields=_DECISION_FIELDS,
        )


_DECISION_FIELDS = [
    "hide",
    "adopt",
    "override_fields",
    "override_reach",
    "override_base",
    "suspended_since",
    "suspended_fields",
]


def _decision_numbers() -> dict[tuple[int, int], int]:
    rows = Decision.objects.values_list("unit_id", "page_id", "id")
    return {(unit, page): number for unit, page, number in rows}


def _decision(line: DecisionLine, page: int) -> Decision:
    override, suspension = line.override, line.suspension
    return Decision(
        unit_id=line.key.unit,
        page_id=page,
        hide=line.hide,
        adopt=line.adopt,
        override_fields=override and dict(override.fields),
        override_reach=override.reach if override else "own",
        override_base=(dict(override.base) or None) if override else None,
        suspended_since=suspension and suspension.since,
        suspended_fields=suspension and dict(suspension.fields),
    )


def suspend(keys: Sequence[DecisionKey], numbers: Mapping[Slot, int], world: World, now: datetime) -> None:
    """Suspend pages as they stand in ``world`` at the units that ask for it."""
    for some in batches(keys):
        wanted = {numbers[key.page] for key in some}
        documents = documents_of(wanted)
        rows = {(row.unit_id, row.page_id): row for row in Decision.objects.filter(page_id__in=wanted)}
        changed = []
        for key in some:
            number = numbers[key.page]
            row = rows[key.unit, number]
            row.suspended_since = now
            row.suspended_document_id = world.page_by_id[number].document
            row.suspended_fields = as_it_stands(
                world, world.page_by_id[number], key.unit, documents[number].fields
            )
            changed.append(row)
        Decision.objects.bulk_update(changed, ["suspended_since", "suspended_fields", "suspended_document"])


def write_settings(changes: Changes[SectionKey, SectionLine]) -> None:
    """Carry the changes of sections' settings out."""
    for key in changes.remove:
        SectionSetting.objects.filter(unit_id=key.unit, section=key.section).delete()
    for lines in batches([*changes.create.values(), *changes.update.values()]):
        rows = (
            SectionSetting(unit_id=unit, section=key, mode=line.mode or "", order=line.order or "")
            for line in lines
            for unit, key in (line.key,)
        )
        SectionSetting.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["unit", "section"], update_fields=["mode", "order"]
        )
