"""What pages say as they are published, whoever shows them."""

from collections.abc import Collection

import msgspec

from build.snapshot.schema import Document
from cms.sharing.models import LivePage


def documents_of(pages: Collection[int]) -> dict[int, Document]:
    """The published documents of those of ``pages`` that are live, by the page's number; one query."""
    rows = LivePage.objects.filter(page__in=pages).values_list("page_id", "document__payload")
    return {page: msgspec.json.decode(payload, type=Document) for page, payload in rows}
