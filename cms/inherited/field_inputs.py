"""How one field of a page is typed at the desk: its widget, what it is filled with, and what comes back."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail.models import Page

from build.snapshot.page_types import FieldKind
from cms.inherited.parts import LISTS, lines_alike, parts, value_of
from cms.inherited.rich_text import FEATURES, can_be_edited, published_html
from cms.pages.base import LINE_LENGTH
from cms.pages.rules import NEEDED, placeholder_fault, texts_in

_WRONG_LINE: Final = {
    "people": "Dòng “{}” chưa có họ tên ở đầu.",
    "events": "Dòng “{}” phải ghi theo thứ tự: ngày; giờ hoặc “cả ngày”; nội dung.",
}


def can_be_typed(kind: FieldKind, *values: Any) -> bool:
    """Whether all these values of a field can be changed at the desk without losing anything of them."""
    return kind != "html" or all(can_be_edited(value or "") for value in values)


def form_field(kind: FieldKind) -> forms.Field:
    """The form's field; what is typed into it is checked by ``typed``."""
    if kind == "date":
        return forms.DateField(required=False, widget=AdminDateInput())
    widget = {
        "line": forms.TextInput,
        "text": AdminAutoHeightTextInput,
        "people": AdminAutoHeightTextInput,
        "events": AdminAutoHeightTextInput,
        "html": lambda: DraftailRichTextArea(features=FEATURES),
    }[kind]()
    return forms.CharField(required=False, strip=False, widget=widget)


def shown(kind: FieldKind, value: Any) -> Any:
    """What the form's field is filled with."""
    if kind in LISTS:
        return "\n".join(parts(kind, value))
    if kind == "date":
        # A date, not its text: else what nobody touched would count as changed.
        return date.fromisoformat(value) if value else None
    return value or ""


def typed(name: str, kind: FieldKind, found: Any, home: Page) -> Any:
    """The value of the field that was typed; ValidationError with one sentence where it cannot be one."""
    value = _value(kind, found, home)
    if not value and name in NEEDED:
        raise ValidationError(NEEDED[name])
    if fault := placeholder_fault(texts_in(value)):
        raise ValidationError(fault)
    return value


def _value(kind: FieldKind, found: Any, home: Page) -> Any:
    if kind == "date":
        return found.isoformat() if isinstance(found, date) else None
    text = lines_alike(found or "")
    if kind in LISTS:
        return _listed(kind, text)
    if kind == "html":
        return published_html(text, home)
    return _line(text) if kind == "line" else text.strip()


def _line(text: str) -> str:
    value = text.strip()
    if "\n" in value:
        raise ValidationError("Mục này chỉ có một dòng.")
    if len(value) > LINE_LENGTH:
        raise ValidationError(f"Mục này dài nhất {LINE_LENGTH} ký tự.")
    return value


def _listed(kind: FieldKind, text: str) -> list[dict[str, Any]]:
    lines = [line for line in text.split("\n") if line.strip()]
    if wrong := next((line for line in lines if LISTS[kind].of(line) is None), None):
        raise ValidationError(_WRONG_LINE[kind].format(wrong.strip()))
    return value_of(kind, lines)
