"""What a page refers to: the pictures, documents and pages in its blocks and texts."""

from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page

from cms.pages.references import Kind, references_in

Reference = tuple[Kind, int]


def references_of(page: Page) -> frozenset[Reference]:
    """All that the stream fields of a specific page refer to."""
    fields = (field for field in page._meta.get_fields() if isinstance(field, StreamField))  # noqa: SLF001
    return frozenset(
        reference
        for field in fields
        for reference in references_in(field.stream_block, _raw(getattr(page, field.name)))
    )


def kept_by(number: int) -> frozenset[Reference]:
    """What the page of this number refers to in its latest revision; nothing if there is no such page."""
    page = Page.objects.filter(pk=number).first()
    return references_of(page.get_latest_revision_as_object()) if page else frozenset()


def _raw(value: Any) -> list[Any]:
    return list(value.raw_data) if value else []
