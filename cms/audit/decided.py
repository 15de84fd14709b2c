"""A unit's decision about a page from above, as the log tells it: what people say they did."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Q

KIND: Final = "sharing.decision"
_DEEDS: Final = {
    "hide": ("Ẩn trang", "Cho hiện lại trang"),
    "adopt": ("Nhận dùng trang", "Thôi dùng trang"),
    "override_fields": ("Thay đổi trang", "Bỏ thay đổi của đơn vị ở trang"),
    "suspended_since": ("Giữ nguyên bản cũ của trang", "Theo bản mới của trang"),
}
_SAID_ALREADY: Final = {"page", "hide", "adopt", "suspended_since"}
"""By the deed, by the name of what it was done to, and by when."""


def deeds(changes: Mapping[str, Sequence[Any]]) -> str:
    """What was done to the page: "Ẩn trang"; empty where the fields changed are none that say so."""
    changed = {field: now for field, (before, now) in changes.items() if before or now}
    told = [
        done if changed[field] else undone for field, (done, undone) in _DEEDS.items() if field in changed
    ]
    return ", ".join([told[0], *(deed[0].lower() + deed[1:] for deed in told[1:])]) if told else ""


def filters() -> dict[str, Q]:
    """By what is said of a deed, the entries of which ``deeds`` says it."""
    found = {}
    for field, (done, undone) in _DEEDS.items():
        about = Q(kind=KIND, **{f"changes__{field}__isnull": False})
        found[done] = about & _says_something(field, 1)
        found[undone] = about & _says_something(field, 0) & ~_says_something(field, 1)
    return found


def _says_something(field: str, side: int) -> Q:
    at = f"changes__{field}__{side}"
    return ~(Q(**{at: None}) | Q(**{at: False}) | Q(**{at: {}}) | Q(**{at: ""}))


def left_to_tell(changes: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The changes that ``deeds`` does not tell; where a value is shown only with the value it is about."""
    left = {field: pair for field, pair in changes.items() if field not in _SAID_ALREADY}
    if "page" in changes and not any(changes.get("override_fields", ())):
        left.pop("override_reach", None)
    return left
