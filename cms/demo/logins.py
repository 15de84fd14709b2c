"""People to try the desk as: an administrator, and the people of one unit of each tier.

Their names begin with ``mau-`` (sample): nobody else's account is ever touched.
"""

import secrets
from collections.abc import Sequence
from copy import copy
from typing import Final, NamedTuple

from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.models import User

from cms.tenancy.models import Membership, Role
from cms.units.models import Unit

_PEOPLE: Final = {
    Role.AUTHOR: ("soan", "author"),
    Role.APPROVER: ("duyet", "approver"),
    Role.ADMIN: ("quan-tri", "unit administrator"),
    Role.SUPERVISOR: ("giam-sat", "supervisor of the units below"),
}


class Login(NamedTuple):
    """A person's way in. The password is new each time the demo runs."""

    username: str
    password: str
    what: str


def make_logins(codes: Sequence[str]) -> list[Login]:
    """An administrator of everything, and the people of each unit in ``codes``.

    A unit with units below has an author, an approver and a supervisor; any other an author, an approver
    and an administrator of its own.
    """
    administrator = _login("mau-quan-tri", "administrator of everything", superuser=True)
    return [administrator, *(login for code in codes for login in _people(Unit.objects.with_code(code)))]


def _people(unit: Unit) -> list[Login]:
    above = Unit.objects.in_force().filter(parent=unit).exists()
    return [
        _person(unit, role) for role in (Role.AUTHOR, Role.APPROVER, Role.SUPERVISOR if above else Role.ADMIN)
    ]


def _person(unit: Unit, role: Role) -> Login:
    name, what = _PEOPLE[role]
    login = _login(f"mau-{name}-{unit.code}", f"{what}, {unit.full_name}")
    user = User.objects.get(username=login.username)
    user.groups.clear()
    Membership.objects.get_or_create(user=user, unit=unit, role=role)
    return login


def _login(username: str, what: str, *, superuser: bool = False) -> Login:
    user, _ = User.objects.get_or_create(username=username)
    password = secrets.token_urlsafe(9)
    user.password = _hashed(password)
    user.is_superuser = user.is_staff = superuser
    user.is_active = True
    user.email = f"{username}@localhost"
    user.save()
    return Login(username, password, what)


def _hashed(password: str) -> str:
    """Nobody guesses 72 random bits, so that no slow hash has to hinder it; the first login makes it slow."""
    hasher = copy(get_hasher())
    hasher.iterations = 1_000  # type: ignore[attr-defined]
    return hasher.encode(password, hasher.salt())
