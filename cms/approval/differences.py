"""What a new version of a page says otherwise, field by field, by Wagtail's own comparison."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page, Revision


class Difference(NamedTuple):
    """One field: its name, and what was taken out and put in as HTML."""

    label: str
    html: SafeString


def differences(request: HttpRequest, revision: Revision) -> list[Difference]:
    """What ``revision`` would change on the site; all of it where the page was never live."""
    page = revision.content_object.specific
    after = revision.as_object()
    before = page if page.live else type(page)()
    panel = after.get_edit_handler().get_bound_panel(instance=after, request=request, form=None)
    return list(_changed(panel.get_comparison(), before, after))


def _changed(comparisons: list[Any], before: Page, after: Page) -> Iterator[Difference]:
    for comparison in comparisons:
        found = comparison(before, after)
        if found.is_field and found.has_changed():
            label = "Tiêu đề" if found.field.name == "title" else found.field_label()
            yield Difference(label, found.htmldiff())
