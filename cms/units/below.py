"""The units below others, found by the database itself: what asks costs the same however many there are."""

from collections.abc import Collection
from typing import Final

from django.db.models import IntegerField
from django.db.models.expressions import RawSQL

_BELOW: Final = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM units_unit WHERE parent_id IN ({})
        UNION
        SELECT units_unit.id FROM units_unit JOIN below ON units_unit.parent_id = below.id
    )
    SELECT id FROM below
"""


def below(units: Collection[int]) -> RawSQL:
    """The numbers of all units that stand below ``units``, at any depth; for ``pk__in``."""
    marks = ", ".join(["%s"] * len(units))
    return RawSQL(_BELOW.format(marks), list(units), output_field=IntegerField())  # noqa: S611
