"""What an administrator may do to people: the rules, each refused with one sentence for the screen."""

from collections.abc import Collection
from typing import Any

from cms.tenancy.models import Membership, Role
from cms.tenancy.roles import is_superuser, may, members, rights
from cms.units.models import Unit


class Refused(Exception):
    """What was asked for is not done; the message says why and what to do, in Vietnamese."""


def grantable(actor: Any, unit: Unit) -> list[Role]:
    """The roles that ``actor`` may give in ``unit``.

    A supervisor watches over the units below, which a unit's administrator has no say in: only
    supervisors of that unit who also administer it, and superusers, make others supervisors.
    """
    if not may(actor, "administer", unit):
        return []
    return [role for role in Role if role != Role.SUPERVISOR or watches_below(actor, unit)]


def watches_below(actor: Any, unit: Unit) -> bool:
    """Whether ``actor`` may let others watch over the units below ``unit``."""
    return is_superuser(actor) or unit.pk in rights(actor).below


def lets_write_below(actor: Any, unit: Unit) -> bool:
    """Whether ``actor`` may let others write in the units below ``unit``."""
    return is_superuser(actor) or "write" in rights(actor).below.get(unit.pk, ())


def administers_all_of(actor: Any, person: Any) -> bool:
    """Whether all that ``person`` may do is in units that ``actor`` administers.

    The account itself (log in at all, second factor) is for those alone: it counts in other units too.
    """
    if is_superuser(actor):
        return True
    held = Membership.objects.filter(user=person).select_related("unit")
    return not person.is_superuser and all(may(actor, "administer", membership.unit) for membership in held)


def require_whole_account(actor: Any, person: Any) -> None:
    """Raises Refused unless ``actor`` may decide about the account of ``person`` itself."""
    if person == actor:
        raise Refused(
            "Bạn không thể tự làm việc này với tài khoản của mình; hãy nhờ một người quản trị khác."
        )
    if not administers_all_of(actor, person):
        raise Refused(
            "Người này còn làm việc cho đơn vị khác. Bạn có thể bỏ vai trò của người này ở đơn vị mình; "
            "việc với cả tài khoản phải do quản trị của tất cả các đơn vị đó hoặc quản trị hệ thống làm."
        )


def require_other_administrator(actor: Any, person: Any, unit: Unit) -> None:
    """Raises Refused if ``unit`` would be left without an administrator; superusers can name another."""
    if is_superuser(actor):
        return
    administrators = members(unit, Role.ADMIN)
    if administrators.filter(pk=person.pk).exists() and not administrators.exclude(pk=person.pk).exists():
        raise Refused(
            f"Đây là người quản trị duy nhất của {unit.in_sentence}. "
            "Hãy giao vai trò quản trị cho một người khác trước."
        )


def require_grantable(actor: Any, unit: Unit, roles: Collection[str], held: Collection[str] = ()) -> None:
    """Raises Refused if a role that changes from ``held`` to ``roles`` is not ``actor``'s to give or take."""
    beyond = {Role(role) for role in set(roles) ^ set(held)} - set(grantable(actor, unit))
    if beyond:
        names = ", ".join(role.label for role in sorted(beyond))
        raise Refused(f"Bạn không có quyền giao hoặc bỏ vai trò: {names}. Hãy liên hệ quản trị hệ thống.")
