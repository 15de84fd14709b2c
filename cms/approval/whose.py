"""In which units a person approves."""

from typing import Any

from django.db.models import Q

from cms.tenancy.roles import is_superuser, rights
from cms.units.models import Unit
from cms.units.tiers import known_tiers


def approved_by(user: Any, unit: Unit | None = None) -> Q:
    """What to filter rows with a ``unit`` by, to find those that ``user`` approves.

    With ``unit``: of that unit and those below it alone. It costs the same however many units there are.
    """
    if is_superuser(user):
        return Q(unit=unit) | _below([unit.pk]) if unit else Q()
    held = rights(user)
    own, above = set(held.own_with("publish")), set(held.above_with("publish"))
    if unit:
        own, above = own & {unit.pk}, above & {unit.pk}
    return Q(unit__in=own) | _below(above)


def _below(above: Any) -> Q:
    found = Q(pk__in=[])
    for steps in range(1, len(known_tiers())):
        found |= Q(**{f"unit{'__parent' * steps}__in": above})
    return found
