"""The units, pages and collections in which a person may do something, as conditions for the database.

A condition's size does not depend on how many units there are, nor does what it costs a page or unit that
is looked at: the database finds by an index whether it stands below one that a supervisor stands above.
"""

from collections.abc import Collection as Some
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from wagtail.models import Page

from cms.tenancy.models import Membership, Role, UnitSettings
from cms.tenancy.rights import OF_ROLE, Verb
from cms.tenancy.roles import is_superuser, rights
from cms.units.below import below, units_above
from cms.units.models import Unit
from cms.units.subordination import Subordination

HOME_PATH: Final = 2 * Page.steplen
NOTHING: Final = Q(pk__in=())


def units_where(user: Any, *verbs: Verb) -> QuerySet[Unit]:
    """The units in force in which ``user`` may do one of ``verbs``."""
    units = Unit.objects.in_force()
    if is_superuser(user):
        return units
    own, above = _reached(user, verbs)
    return units.filter(Q(pk__in=own) | Q(pk__in=below(above)) if above else Q(pk__in=own))


def pages_where(user: Any, *verbs: Verb) -> Q:
    """The condition for pages in the trees of the units in which ``user`` may do one of ``verbs``."""
    if is_superuser(user):
        return Q()
    own, above = _reached(user, verbs)
    condition = NOTHING
    for unit in rights(user).units:
        if unit.pk in own and unit.root_page:
            condition |= Q(path__startswith=unit.root_page.path)
    if above:
        lower = Subordination.objects.filter(above__in=above, unit=OuterRef("pk"))
        home = Left(OuterRef("path"), HOME_PATH)
        condition |= Q(Exists(Unit.objects.in_force().filter(Exists(lower), root_page__path=home)))
    return condition


def homes_where(user: Any, *verbs: Verb) -> Q:
    """``pages_where`` for what are home pages, or the root's other children: asked without their paths."""
    if is_superuser(user):
        return Q()
    own, above = _reached(user, verbs)
    lower = Subordination.objects.filter(above__in=above, unit=OuterRef("pk"))
    units = Unit.objects.in_force().filter(Q(pk__in=own) | Q(Exists(lower)), root_page=OuterRef("pk"))
    return Q(Exists(units))


def _reached(user: Any, verbs: Some[Verb]) -> tuple[set[int], list[int]]:
    held = rights(user)
    own = {unit for verb in verbs for unit in held.own_with(verb)}
    return own, list(dict.fromkeys(unit for verb in verbs for unit in held.above_with(verb)))


def people_who_may(verb: Verb, unit: Unit | None = None, *, superusers: bool = True) -> QuerySet[Any]:
    """The active people who may do ``verb`` in ``unit``; in any unit if none is named."""
    roles = [role for role, verbs in OF_ROLE.items() if verb in verbs]
    memberships = Q(role__in=roles)
    if verb == "write":
        memberships |= Q(role=Role.SUPERVISOR, writes_below=True)
    if verb == "publish":
        alone = UnitSettings.objects.filter(authors_publish=True)
        memberships |= Q(role=Role.AUTHOR, unit__in=alone.values("unit"))
    if unit is not None:
        memberships &= Q(unit=unit) | Q(unit__in=units_above(unit.pk), role=Role.SUPERVISOR)
    condition = Q(pk__in=Membership.objects.filter(memberships).values("user"))
    if superusers:
        condition |= Q(is_superuser=True)
    return get_user_model().objects.filter(condition, is_active=True)
