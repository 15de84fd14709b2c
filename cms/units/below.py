"""The units below others, for the conditions of queries: what asks costs the same however many there are."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from cms.units.subordination import Subordination


def below(units: Collection[int]) -> QuerySet[Subordination, dict[str, Any]]:
    """The numbers of all units that stand below ``units``, at any depth; for ``pk__in``."""
    return Subordination.objects.filter(above__in=list(units)).values("unit")
