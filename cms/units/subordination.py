"""Which unit stands below which, at any depth, kept beside the units.

Whoever asks about a few units reads a few rows by an index, however many units there are.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from django.db import models, transaction

_BATCH: Final = 10_000
"""Rows named in one query: below the number of variables that SQLite and PostgreSQL allow."""


class Subordination(models.Model):
    """``unit`` stands somewhere below ``above``, whether or not either is still in force.

    It follows from the units' parents: ``bring_in_line`` writes it, nobody else does.
    """

    above = models.ForeignKey("units.Unit", models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey("units.Unit", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["above", "unit"], name="one_subordination_a_pair")]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.above_id}"


def subordinations(parents: Mapping[int, int | None]) -> Iterator[tuple[int, int]]:
    """Every pair of a unit and one below it, from the parent of each unit.

    Units led in a circle stand below each other and below themselves.
    """
    for unit in parents:
        seen: set[int] = set()
        above = parents[unit]
        while above is not None and above not in seen:
            seen.add(above)
            yield above, unit
            above = parents.get(above)


@transaction.atomic
def bring_in_line(units: models.QuerySet) -> None:
    """Has the table say what the parents of ``units``, which are all there are, say.

    Two who move units at once do it one after the other, so that neither misses what the other moved.
    """
    list(units.filter(parent=None).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    wanted = set(subordinations(dict(units.order_by().values_list("pk", "parent_id"))))
    rows = Subordination.objects.values_list("pk", "above_id", "unit_id")
    there = {(above, unit): pk for pk, above, unit in rows}
    wrong = [pk for pair, pk in there.items() if pair not in wanted]
    for start in range(0, len(wrong), _BATCH):
        Subordination.objects.filter(pk__in=wrong[start : start + _BATCH]).delete()
    new = (Subordination(above_id=above, unit_id=unit) for above, unit in sorted(wanted - there.keys()))
    Subordination.objects.bulk_create(new, batch_size=_BATCH)
