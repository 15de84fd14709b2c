"""The units below or above others, for the conditions of queries, which cost the same at any number."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from cms.units.subordination import Subordination


def below(units: Collection[int]) -> QuerySet[Subordination, dict[str, Any]]:
    """The numbers of all units that stand below ``units``, at any depth; for ``pk__in``."""
    return Subordination.objects.filter(above__in=list(units)).values("unit")


def units_above(unit: int) -> QuerySet[Subordination, dict[str, Any]]:
    """The units above the one with this primary key, whether or not they are still in force."""
    return Subordination.objects.filter(unit=unit).values("above")
