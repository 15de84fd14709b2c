"""Who is to hear that a unit has something to decide."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from cms.tenancy.models import Membership, Role
from cms.tenancy.roles import members
from cms.units.below import units_above
from cms.units.models import Unit


def deciders(unit: Unit) -> QuerySet[AbstractBaseUser]:
    """The unit's approvers and administrators; where it has neither, the supervisors who publish there.

    Those are its own and the ones of units in force above it.
    """
    found = members(unit, Role.APPROVER, Role.ADMIN)
    return found if found.exists() else _supervisors(unit)


def _supervisors(unit: Unit) -> QuerySet[AbstractBaseUser]:
    higher = Unit.objects.in_force().filter(pk__in=units_above(unit.pk))
    held = Membership.objects.filter(
        role=Role.SUPERVISOR, unit__in=[unit.pk, *higher.values_list("pk", flat=True)]
    )
    people = get_user_model().objects.filter(is_active=True, pk__in=held.values("user"))
    return people.order_by("pk")
