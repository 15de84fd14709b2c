"""Who may do what for which unit: what every screen of the desk asks before it answers.

Every question costs a number of queries that depends neither on how many units there are nor on how
many stand below a supervisor's. What was asked once is kept on the user object, which lives as long
as a request.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Page

from cms.pages.addresses import unit_of
from cms.tenancy.models import Membership, Role, UnitSettings
from cms.tenancy.rights import ALL, NONE, Rights, Verb, rights_of
from cms.units.models import Unit
from cms.units.subordination import Subordination

SESSION_KEY: Final = "lienthong_unit"
OPENED_FOR: Final = "acting_unit"
"""The field of a form that says for which unit it was opened; see tenancy/_opened_for.html."""
_RIGHTS: Final = "_unit_rights"
_ACTING: Final = "_acting_unit"
_VERBS: Final = "_unit_verbs"

View = Callable[..., HttpResponse]


def rights(user: Any) -> Rights:
    """The roles of ``user`` in units in force; nobody's for those who are not logged in. Two queries."""
    if not getattr(user, _RIGHTS, None):
        setattr(user, _RIGHTS, _read_rights(user))
    return getattr(user, _RIGHTS)


def _read_rights(user: Any) -> Rights:
    if not user.is_active or user.pk is None:
        return Rights()
    memberships = list(
        Membership.objects.filter(user=user, unit__in=Unit.objects.in_force())
        .select_related("unit__root_page")
        .order_by("unit__code", "role")
    )
    units = [membership.unit_id for membership in memberships]
    alone = UnitSettings.objects.filter(unit__in=units, authors_publish=True) if units else None
    return rights_of(memberships, alone.values_list("unit_id", flat=True) if alone is not None else ())


def units_of(user: Any) -> list[Unit]:
    """The units in force where ``user`` has any role, by code; the units below them not among them."""
    return list(rights(user).units)


def acting_unit(request: HttpRequest) -> Unit | None:
    """The unit that the user works for now: the one chosen, else the first; None without a role.

    A superuser may choose any unit in force. A form that is sent is about the unit that it was opened for,
    whatever was chosen since in another window: None if that is none of the user's any more.
    """
    opened_for = request.POST.get(OPENED_FOR)
    chosen = opened_for or request.session.get(SESSION_KEY)
    known = request.__dict__.get(_ACTING)
    if known is None or known[0] != chosen:
        found = _opened_for(request.user, opened_for) if opened_for else _acting_unit(request.user, chosen)
        known = request.__dict__[_ACTING] = (chosen, found)
    unit: Unit | None = known[1]
    return unit


def _opened_for(user: Any, number: str) -> Unit | None:
    if is_superuser(user):
        units = Unit.objects.in_force().select_related("root_page")
        return units.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    return next((unit for unit in units_of(user) if str(unit.pk) == number), None)


def _acting_unit(user: Any, chosen: int | None) -> Unit | None:
    if is_superuser(user):
        units = Unit.objects.in_force().select_related("root_page").order_by("code")
        return (units.filter(pk=chosen).first() if chosen else None) or units.first()
    units = units_of(user)
    return next((unit for unit in units if unit.pk == chosen), units[0] if units else None)


def choose_unit(request: HttpRequest, unit: Unit) -> None:
    """Lets the user work for ``unit`` from now on; PermissionError if it is not one of the user's."""
    if not is_superuser(request.user) and unit not in units_of(request.user):
        raise PermissionError(f"{request.user} has no role in unit {unit.pk}; give them one first.")
    request.session[SESSION_KEY] = unit.pk


def may(user: Any, verb: Verb, unit: Unit | None) -> bool:
    """Whether ``user`` may "see", "write", "publish" or "administer" in ``unit``; nobody may in None."""
    return unit is not None and verb in verbs_in(user, unit)


def waits_for_another(user: Any, unit: Unit | None) -> bool:
    """Whether what ``user`` alone wrote in ``unit`` has to be read by somebody else before it is live.

    The unit counts its own approvers and administrators: where there is no other, nobody has to wait for
    the unit above.
    """
    if is_superuser(user) or UnitSettings.objects.filter(unit=unit, authors_publish=True).exists():
        return False
    return members(unit, Role.APPROVER, Role.ADMIN).exclude(pk=user.pk).exists()


def verbs_in(user: Any, unit: Unit) -> frozenset[Verb]:
    """All that ``user`` may do in ``unit``; for those with roles above, a query."""
    if is_superuser(user):
        return ALL
    known = user.__dict__.setdefault(_VERBS, {})
    if unit.pk not in known:
        learn_verbs(user, [unit])
    return known[unit.pk]


def learn_verbs(user: Any, units: Collection[Unit]) -> None:
    """Has ``verbs_in`` know what ``user`` may do in all ``units``; one query, however many."""
    held, today = rights(user), timezone.localdate()
    pairs = Subordination.objects.filter(unit__in=units, above__in=held.below) if held.below else None
    above = list(pairs.values_list("unit_id", "above_id")) if pairs is not None else []
    found = {unit.pk: held.own.get(unit.pk, NONE) for unit in units}
    for unit, higher in above:
        found[unit] |= held.below[higher]
    closed = {unit.pk: NONE for unit in units if not unit.period.covers(today)}
    user.__dict__.setdefault(_VERBS, {}).update(found | closed)


def is_superuser(user: Any) -> bool:
    """Whether ``user`` may do everything everywhere."""
    return bool(user.is_active and user.is_superuser)


def unit_of_page(page: Page) -> Unit | None:
    """The unit whose tree ``page`` stands in; None for the root."""
    return unit_of(page)


def members(unit: Unit, *roles: str) -> QuerySet[AbstractBaseUser]:
    """The active people with one of ``roles`` in ``unit``; with any role if none is named."""
    memberships = Membership.objects.filter(unit=unit)
    if roles:
        memberships = memberships.filter(role__in=roles)
    return get_user_model().objects.filter(is_active=True, pk__in=memberships.values("user")).order_by("pk")


def for_unit(verb: Verb) -> Callable[[View], View]:
    """Guards a view of the desk: who may not do ``verb`` gets the answer for what does not exist.

    The unit, ``request.unit`` in the view, is the one whose row's number the address gives as
    ``unit_id``, else the one that the user works for now.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.unit = _asked(request, kwargs)
            if not may(request.user, verb, request.unit):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.for_unit = verb
        return guarded

    return guard


def asks_itself(view: View) -> View:
    """Marks a view of the desk that asks ``may`` of the objects it is given: they say which unit it is about.

    It answers with Http404 where ``for_unit`` would; a test of its own has to show that.
    """
    view.for_unit = "of its objects"
    return view


def _asked(request: HttpRequest, kwargs: dict[str, Any]) -> Unit | None:
    if "unit_id" not in kwargs:
        unit = acting_unit(request)
        if unit and OPENED_FOR in request.POST:
            choose_unit(request, unit)
        return unit
    return Unit.objects.in_force().select_related("root_page").filter(pk=kwargs["unit_id"]).first()
