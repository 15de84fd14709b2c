"""The units in the database, read into records and written in bulk."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import fields

from django.db import transaction

from cms.units.folding import folded
from cms.units.models import Unit
from cms.units.plan import Plan, generations
from cms.units.record import Key, UnitRecord
from cms.units.signals import units_written

_PLAIN = [field.name for field in fields(UnitRecord) if field.name != "parent"]


def read_units() -> tuple[list[UnitRecord], dict[Key, int]]:
    """Every unit of every time, and its number by identity; one query."""
    rows = list(Unit.objects.order_by("code", "valid_from").values("pk", "parent_id", *_PLAIN))
    keys = {row["pk"]: (row["code"], row["valid_from"]) for row in rows}
    records = [
        UnitRecord(parent=keys.get(row["parent_id"]), **{name: row[name] for name in _PLAIN}) for row in rows
    ]
    return records, {key: number for number, key in keys.items()}


@transaction.atomic
def carry_out(plan: Plan, numbers: Mapping[Key, int], progress: Callable[[int], object]) -> None:
    """Write ``plan`` or nothing of it; ``progress`` is told how many units have been written.

    Units end before others take over their codes and hostnames.
    """
    _close(plan, numbers)
    progress(len(plan.close))
    known = dict(numbers)
    for generation in generations(plan.create):
        created = Unit.objects.bulk_create([_unit(record, known) for record in generation])
        known |= {(unit.code, unit.valid_from): unit.pk for unit in created}
        progress(len(created))
    _change(plan, known)
    if plan.create or plan.change or plan.close:
        units_written.send(sender=Unit)
    progress(len(plan.change))


def _close(plan: Plan, numbers: Mapping[Key, int]) -> None:
    closing = defaultdict(list)
    for key, day in plan.close.items():
        closing[day].append(numbers[key])
    for day, keys in closing.items():
        Unit.objects.filter(pk__in=keys).update(valid_to=day)


def _unit(record: UnitRecord, numbers: Mapping[Key, int]) -> Unit:
    values = {name: getattr(record, name) for name in _PLAIN}
    parent = numbers[record.parent] if record.parent else None
    return Unit(**values, parent_id=parent, name_folded=folded(record.full_name))


def _change(plan: Plan, numbers: Mapping[Key, int]) -> None:
    groups: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for key, changes in plan.change.items():
        values = dict(changes)
        if "parent" in values:
            values["parent_id"] = numbers[values.pop("parent")]
        if "full_name" in values:
            values["name_folded"] = folded(values["full_name"])
        groups[tuple(sorted(values))].append(Unit(pk=numbers[key], **values))
    for columns, units in groups.items():
        Unit.objects.bulk_update(units, [column.removesuffix("_id") for column in columns])
