"""Versions of a page that others go by, which the editor may not write over.

While somebody types, it saves by itself, time and again into one version. What was read, shared or put on the
site meanwhile would then say something else.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from wagtail.models import Page

kept: Final[list[Callable[[Page], bool]]] = []
"""Whether apps that stand on the pages go by the last version of a page."""

_OVER: Final = "overwrite_revision_id"


def save_beside(request: HttpRequest, page: Page) -> None:
    """Has what was typed saved as a version of its own where somebody goes by the last one."""
    if request.POST.get(_OVER) and any(goes_by(page) for goes_by in kept):
        request.POST = request.POST.copy()
        del request.POST[_OVER]
