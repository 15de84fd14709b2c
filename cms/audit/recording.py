"""Adds entries to the log: ``record`` for one, ``watch`` for every change of a model's rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save

from cms.audit.kinds import kind_of, stored
from cms.audit.models import Entry
from cms.audit.origin import address_of, current_request, current_user
from cms.units.models import Unit

Changes = Mapping[str, Sequence[Any]]
"""By field, the value before and the value after."""
UnitsOf = Callable[[Any], Iterable[Unit | None]]
_BEFORE = "_audit_before"
watched: list[str] = []
"""The kinds of rows that ``watch`` listens to."""


def record(
    action: str,
    *,
    on: models.Model | None = None,
    unit: Unit | None = None,
    by: Any | None = None,
    changes: Changes | None = None,
    note: str = "",
    label: str = "",
) -> Entry:
    """Write down that somebody did ``action`` on ``on``, in the caller's transaction.

    Without ``by`` it was who sent the request that is being answered, without a request the system.
    ``label`` is for what has no row.
    """
    user = by or current_user()
    return Entry.objects.create(
        user=user if user is None or user.pk else None,
        who=name_of(user),
        unit=unit,
        action=action,
        kind=kind_of(on) if on else "",
        object_id=str(on.pk) if on else "",
        label=(label or _label(on))[:300],
        changes={field: list(pair) for field, pair in (changes or {}).items()},
        note=note,
        address=_valid(address_of(current_request())),
    )


def name_of(user: Any | None) -> str:
    """What a person is called in the log: full name and user name."""
    if user is None:
        return ""
    full = user.get_full_name().strip()
    return f"{full} ({user.get_username()})" if full else user.get_username()


def _label(on: models.Model | None) -> str:
    return name_of(on) if isinstance(on, AbstractUser) else str(on or "")


def _valid(address: str | None) -> str | None:
    try:
        validate_ipv46_address(address or "")
    except ValidationError:
        return None
    return address


def watch(model: type[models.Model], fields: Sequence[str], units_of: UnitsOf) -> None:
    """From now on record every row of ``model`` that a person at the desk adds, changes or deletes.

    ``fields`` are those that count; an entry is written for each of ``units_of(row)``. Commands
    at the server's own console are not recorded, and neither are bulk writes.
    """
    _Watch(model, tuple(fields), units_of).connect()
    watched.append(kind_of(model))


class _Watch:
    """Listens to one model."""

    def __init__(self, model: type[models.Model], fields: tuple[str, ...], units_of: UnitsOf) -> None:
        self.model, self.fields, self.units_of = model, fields, units_of

    def connect(self) -> None:
        for signal, listen in ((pre_save, self.before), (post_save, self.saved), (post_delete, self.deleted)):
            signal.connect(listen, sender=self.model, weak=False, dispatch_uid=f"audit.{kind_of(self.model)}")

    def before(self, instance: Any, **_: Any) -> None:
        if current_request() is not None and instance.pk is not None:
            old = stored(self.model, instance.pk)
            setattr(instance, _BEFORE, self.values(old) if old else None)

    def saved(self, instance: Any, *, created: bool, **_: Any) -> None:
        if current_request() is None:
            return
        old = None if created else instance.__dict__.pop(_BEFORE, None)
        self.write("create" if created else "edit", instance, old or {}, self.values(instance))

    def deleted(self, instance: Any, **_: Any) -> None:
        if current_request() is not None:
            self.write("delete", instance, self.values(instance), {})

    def write(self, action: str, instance: Any, old: dict[str, Any], new: dict[str, Any]) -> None:
        pairs = {field: [old.get(field), new.get(field)] for field in self.fields}
        changes = {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}
        if not changes and action == "edit":
            return
        for unit in self.units_of(instance):
            record(action, on=instance, unit=unit, changes=changes)

    def values(self, instance: Any) -> dict[str, Any]:
        return {field: _plain(getattr(instance, field)) for field in self.fields}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
