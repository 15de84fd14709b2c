"""What is done to the people of a unit; each step keeps the rules and is written into the log."""

from collections.abc import Collection
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from cms.accounts import lockout
from cms.accounts.rules import (
    Refused,
    lets_write_below,
    require_grantable,
    require_other_administrator,
    require_whole_account,
)
from cms.audit.recording import record
from cms.tenancy.models import Membership, Role
from cms.tenancy.roles import may
from cms.units.collation import in_vietnamese_order
from cms.units.models import Unit


def people_of(unit: Unit) -> QuerySet[Any]:
    """Everybody with a role in ``unit``, disabled ones too; superusers are not the unit's to see."""
    held = Membership.objects.filter(unit=unit)
    people = get_user_model().objects.filter(pk__in=held.values("user"), is_superuser=False)
    return people.order_by(in_vietnamese_order("first_name"), in_vietnamese_order("last_name"), "pk")


def roles_in(unit: Unit, person: Any) -> list[str]:
    """The roles of ``person`` in ``unit``, in the order in which ``Role`` names them."""
    held = set(Membership.objects.filter(unit=unit, user=person).values_list("role", flat=True))
    return [role.value for role in Role if role in held]


@transaction.atomic
def give_roles(
    actor: Any, unit: Unit, person: Any, roles: Collection[str], *, writes_below: bool = False
) -> None:
    """Let ``person`` have exactly ``roles`` in ``unit``; raises Refused. No role: no longer of the unit."""
    _locked(unit)
    held = roles_in(unit, person)
    writes = _writes_below(unit, person)
    require_grantable(actor, unit, roles, held)
    if Role.ADMIN not in roles:
        require_other_administrator(actor, person, unit)
    wanted = writes_below and Role.SUPERVISOR in roles
    if wanted != writes and Role.SUPERVISOR in roles and not lets_write_below(actor, unit):
        raise Refused("Bạn không có quyền cho phép hay thôi cho phép sửa trang của cấp dưới.")
    Membership.objects.filter(unit=unit, user=person).exclude(role__in=roles).delete()
    for role in roles:
        below = wanted and role == Role.SUPERVISOR
        Membership.objects.update_or_create({"writes_below": below}, unit=unit, user=person, role=role)
    changes = {"roles": [_words(held, writes), _words(roles, wanted)]}
    record("user.roles", on=person, unit=unit, by=actor, changes=changes)


@transaction.atomic
def disable(actor: Any, unit: Unit, person: Any) -> None:
    """Let ``person`` no longer log in; their roles stay, for when they come back. Raises Refused."""
    _locked(unit)
    require_whole_account(actor, person)
    for membership in Membership.objects.filter(user=person, role=Role.ADMIN).select_related("unit"):
        require_other_administrator(actor, person, membership.unit)
    _set_active(actor, person, "user.disable", active=False)


@transaction.atomic
def enable(actor: Any, person: Any) -> None:
    """Let ``person`` log in again. Raises Refused."""
    require_whole_account(actor, person)
    _set_active(actor, person, "user.enable", active=True)


@transaction.atomic
def move(actor: Any, unit: Unit, person: Any, target: Unit, roles: Collection[str]) -> None:
    """Take ``person`` out of ``unit`` and give them ``roles`` in ``target``; raises Refused.

    Only by somebody who administers both.
    """
    if not (may(actor, "administer", unit) and may(actor, "administer", target)):
        raise Refused(
            "Chỉ chuyển được người dùng sang đơn vị mà bạn cũng quản trị. "
            "Hãy nhờ quản trị của đơn vị kia gửi lời mời, hoặc liên hệ quản trị hệ thống."
        )
    if target == unit:
        raise Refused("Người này đang thuộc đơn vị đó rồi.")
    give_roles(actor, target, person, roles)
    give_roles(actor, unit, person, ())
    changes = {"unit": [str(unit), str(target)]}
    for place in (unit, target):
        record("user.move", on=person, unit=place, by=actor, changes=changes)


def unlock(actor: Any, unit: Unit, person: Any) -> bool:
    """Let ``person`` try to log in again at once; whether there was anything to unlock."""
    unlocked = lockout.unlock(person.get_username())
    if unlocked:
        record("login.unlock", on=person, unit=unit, by=actor)
    return unlocked


@transaction.atomic
def reset_second_factor(actor: Any, unit: Unit, person: Any) -> None:
    """For a lost phone: let ``person`` log in with the password alone, and set it up anew. Raises Refused."""
    require_whole_account(actor, person)
    Authenticator.objects.filter(user=person).delete()
    record("second_factor.reset", on=person, unit=unit, by=actor)


def units_held(person: Any) -> list[Unit]:
    """The units in which ``person`` has a role, in force or not."""
    return list(Unit.objects.filter(memberships__user=person).distinct().order_by("code"))


def _set_active(actor: Any, person: Any, action: str, *, active: bool) -> None:
    if person.is_active == active:
        return
    person.is_active = active
    person.save(update_fields=["is_active"])
    for unit in units_held(person):
        record(action, on=person, unit=unit, by=actor)


def _locked(unit: Unit) -> None:
    """Two administrators who remove each other at once take turns, so that one of them stays."""
    Unit.objects.select_for_update().get(pk=unit.pk)


def _writes_below(unit: Unit, person: Any) -> bool:
    return Membership.objects.filter(unit=unit, user=person, writes_below=True).exists()


def _words(roles: Collection[str], writes_below: bool) -> list[str]:
    extra = ["được sửa trang của cấp dưới"] if writes_below else []
    return [role.label for role in Role if role in roles] + extra
