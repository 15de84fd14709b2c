"""Titles of any length: names of procedures run over the 255 characters that Wagtail's title has."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cms.pages.base import ContentPage

TITLE_LENGTH: Final = 255


def shortened(title: str) -> str:
    """The beginning of ``title`` that fits into Wagtail's field; all of it where it does."""
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…"


def title_of(page: "ContentPage") -> str:
    """The page's whole title, also where it is longer than Wagtail's field for it."""
    return page.long_title or page.title


def set_title(page: "ContentPage", title: str) -> None:
    """Gives ``page`` a title of any length; Wagtail's own field gets its beginning."""
    page.title = page.draft_title = shortened(title)
    page.long_title = "" if page.title == title else title
