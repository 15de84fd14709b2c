"""Writes into the log who came in, who failed to, and who changed how they come in."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa import signals as second_factor
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save

from cms.accounts.lockout import name_tried
from cms.accounts.people import units_held
from cms.audit.origin import current_request
from cms.audit.recording import record
from cms.units.models import Unit

NOBODY = "(tên đăng nhập không có)"


def connect() -> None:
    """From now on."""
    post_save.connect(_saved, sender=get_user_model(), dispatch_uid="lienthong.password")
    pairs = (
        (user_logged_in, _came_in),
        (user_logged_out, _went),
        (user_login_failed, _failed),
        (user_locked_out, _locked),
        (second_factor.authenticator_added, _added),
        (second_factor.authenticator_removed, _removed),
        (second_factor.authenticator_reset, _new_codes),
        (second_factor.authentication_failed, _wrong_code),
    )
    for signal, listen in pairs:
        signal.connect(listen, dispatch_uid=f"lienthong.{listen.__name__}")


def units_of_person(person: Any) -> Iterable[Unit | None]:
    """Whose log an entry about ``person`` belongs into: every unit of theirs; superusers' own, if none."""
    return units_held(person) or [None]


def _write(action: str, person: Any) -> None:
    for unit in units_of_person(person):
        record(action, on=person, unit=unit, by=person)


def _came_in(user: Any, **_: Any) -> None:
    _write("login", user)


def _went(user: Any, **_: Any) -> None:
    if user is not None:
        _write("logout", user)


def _saved(instance: Any, *, created: bool, **_: Any) -> None:
    """That a password was chosen; Django sets this aside where it only stores the same one more safely."""
    if not created and instance._password is not None and current_request() is not None:  # noqa: SLF001
        for unit in units_of_person(instance):
            record("user.password", on=instance, unit=unit)


def _failed(credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    """A failure counts against the account that was tried; what was typed for nobody's is not kept.

    People type passwords into the wrong field.
    """
    if request is not None and not getattr(request, "axes_locked_out", False):
        _write_of_name("login.failed", name_tried(request, credentials))


def _locked(request: Any, username: str, **_: Any) -> None:
    """Once, when it happens; not again for each try that is refused after it."""
    if request.axes_failures_since_start is not None:
        _write_of_name("login.locked", username)


def _write_of_name(action: str, username: str) -> None:
    person = get_user_model().objects.filter(username=username).first()
    if person is None:
        record(action, label=NOBODY)
        return
    for unit in units_of_person(person):
        record(action, on=person, unit=unit)


def _added(user: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        _write("second_factor.on", user)


def _removed(user: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        _write("second_factor.off", user)


def _new_codes(user: Any, **_: Any) -> None:
    _write("second_factor.codes", user)


def _wrong_code(user: Any, **_: Any) -> None:
    for unit in units_of_person(user):
        record("second_factor.failed", on=user, unit=unit)
