"""Where what shows drafts hangs itself in: a page does not know how sites are made."""

from functools import cached_property
from typing import Any, Final, Protocol

from django.http import HttpRequest, HttpResponse


class Previewer(Protocol):
    """Shows a page as it stands in memory, saved or not; ``default`` is the way that all pages have."""

    default: str

    def modes(self, page: Any) -> list[tuple[str, str]]:
        """The ways in which ``page`` can be looked at, each by name and as editors call it."""

    def answer(self, page: Any, request: HttpRequest, mode: str) -> HttpResponse:
        """The draft, looked at in one of these ways; Http404 for those who may not see it."""


previewers: Final[list[Previewer]] = []
"""The one that there is, or none."""


class Previewed:
    """A page whose drafts can be looked at, if an app that stands on the pages knows how."""

    @cached_property
    def preview_modes(self) -> list[tuple[str, str]]:
        """None of Wagtail's own: it would make a page from a template here."""
        return previewers[0].modes(self) if previewers else []

    @property
    def default_preview_mode(self) -> str:
        """The way that needs no choice."""
        return previewers[0].default

    def is_previewable(self) -> bool:
        """Whether drafts can be looked at; lists of pages ask this of each, so it costs no query."""
        return bool(previewers)

    def make_preview_request(
        self,
        original_request: HttpRequest,
        preview_mode: str = "",
        extra_request_attrs: Any = None,  # noqa: ARG002 (Wagtail's signature)
    ) -> HttpResponse:
        """The draft for the person who asks, where Wagtail would ask its own site for the page."""
        return previewers[0].answer(self, original_request, preview_mode or self.default_preview_mode)
