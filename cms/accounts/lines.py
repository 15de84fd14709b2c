"""What the lists of people and invitations show, a line each, read with a few queries for all."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.forms import Media

from cms.accounts.lockout import locked_until
from cms.accounts.models import Invitation, State
from cms.tenancy.models import Membership, Role
from cms.units.models import Unit

STYLES = Media(css={"all": ["accounts/lines.css"]})
"""How such lists look."""


class PersonLine(NamedTuple):
    """One person of a unit."""

    pk: int
    name: str
    email: str
    username: str
    roles: list[str]
    last_login: datetime | None
    active: bool
    locked_until: datetime | None


class InvitationLine(NamedTuple):
    """One invitation that has not been accepted yet."""

    pk: int
    name: str
    email: str
    roles: list[str]
    state: str
    valid_until: datetime
    open: bool


def person_lines(unit: Unit, people: Iterable[Any]) -> list[PersonLine]:
    """A line for each of ``people`` with their roles in ``unit``; two queries."""
    people = list(people)
    held = defaultdict(set)
    for membership in Membership.objects.filter(unit=unit, user__in=people):
        held[membership.user_id].add(membership.role)
    locked = locked_until(person.get_username() for person in people)
    return [
        PersonLine(
            person.pk,
            person.get_full_name() or person.get_username(),
            person.email,
            person.get_username(),
            [role.label for role in Role if role in held[person.pk]],
            person.last_login,
            person.is_active,
            locked.get(person.get_username()),
        )
        for person in people
    ]


def invitation_lines(unit: Unit) -> list[InvitationLine]:
    """Those that wait and those that waited in vain, newest first; one query."""
    waiting = Invitation.objects.filter(unit=unit, accepted_at=None, withdrawn_at=None)
    return [
        InvitationLine(
            asked.pk,
            asked.name,
            asked.email,
            [role.label for role in Role if role in asked.roles],
            asked.state.label,
            asked.valid_until,
            asked.state == State.OPEN,
        )
        for asked in waiting
    ]
