"""A page's content under the names and in the shapes of ``build.snapshot.page_types``."""

from datetime import date
from typing import Any, Final

from build.snapshot.page_types import PAGE_TYPES, FieldKind
from cms.pages.base import ContentPage
from cms.pages.body import body_from_html, people_from_json, people_to_json
from cms.pages.types import type_name

TITLE_LENGTH: Final = 255


def title_of(page: ContentPage) -> str:
    """The page's whole title, also where it is longer than Wagtail's field for it."""
    return page.long_title or page.title


def set_title(page: ContentPage, title: str) -> None:
    """Gives ``page`` a title of any length; Wagtail's own field gets its beginning."""
    fits = len(title) <= TITLE_LENGTH
    page.title = title if fits else title[: TITLE_LENGTH - 1].rstrip() + "…"
    page.draft_title = page.title
    page.long_title = "" if fits else title


def field_values(page: ContentPage) -> dict[str, Any]:
    """The value of every field of the page's type but ``body``, which ``rendering`` renders."""
    fields = PAGE_TYPES[type_name(page)]
    return {name: _to_json(page, name, kind) for name, kind in fields.items() if name != "body"}


def set_field(page: ContentPage, name: str, value: Any) -> None:
    """Gives one field of the page's type a value of its kind; ``body`` takes clean HTML."""
    kind = PAGE_TYPES[type_name(page)][name]
    if name == "title":
        set_title(page, value)
    elif kind == "html":
        setattr(page, name, body_from_html(value))
    elif kind == "people":
        setattr(page, name, people_from_json(value or []))
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
    if kind == "date":
        return value.isoformat() if value else None
    return value
