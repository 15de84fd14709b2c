"""A page's content under the names and in the shapes of ``build.snapshot.page_types``."""

from datetime import date
from typing import Any

from build.snapshot.page_types import PAGE_TYPES, FieldKind
from cms.pages.base import ContentPage
from cms.pages.body import (
    body_from_html,
    events_from_json,
    events_to_json,
    people_from_json,
    people_to_json,
)
from cms.pages.titles import set_title, title_of


def field_values(page: ContentPage) -> dict[str, Any]:
    """The value of every field of the page's type but ``body``, which ``rendering`` renders."""
    fields = PAGE_TYPES[page.type_name]
    return {name: _to_json(page, name, kind) for name, kind in fields.items() if name != "body"}


def set_field(page: ContentPage, name: str, value: Any) -> None:
    """Gives one field of the page's type a value of its kind; ``body`` takes clean HTML."""
    kind = PAGE_TYPES[page.type_name][name]
    if name == "title":
        set_title(page, value)
    elif kind == "html":
        setattr(page, name, body_from_html(value))
    elif kind == "people":
        setattr(page, name, people_from_json(value or []))
    elif kind == "events":
        setattr(page, name, events_from_json(value or []))
    elif kind == "date":
        setattr(page, name, date.fromisoformat(value) if value else None)
    else:
        setattr(page, name, value or "")


def _to_json(page: ContentPage, name: str, kind: FieldKind) -> Any:
    if name == "title":
        return title_of(page)
    value = getattr(page, name)
    if kind == "people":
        return people_to_json(value)
    if kind == "events":
        return events_to_json(value)
    if kind == "date":
        return value.isoformat() if value else None
    return value
