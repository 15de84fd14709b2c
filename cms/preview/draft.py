"""A draft as publishing would leave it behind, in memory alone."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models.fields.files import FieldFile
from django.utils import timezone

from build.snapshot import schema
from cms.pages.addresses import addresses_of
from cms.pages.base import ContentPage
from cms.pages.rendering import render_pages
from cms.publishing.live import document_of, live_page_of
from cms.sharing.load import page_facts
from cms.sharing.models import LivePage
from cms.sharing.rules import PageFacts

UNSAVED = 0
"""Stands for the number of a page that has none yet."""


class Draft(NamedTuple):
    """What a site would be told of a page if it were published now; ``media`` by their place there."""

    facts: PageFacts
    document: schema.Document
    links: tuple[str, ...]
    media: Mapping[str, FieldFile]


def draft_of(page: ContentPage) -> Draft | None:
    """``page`` as it stands in memory; None if it stands in no unit's tree.

    What says the same as the page that is live keeps its times, anything else is as of now.
    """
    address = next(iter(addresses_of([page]).values()), None)
    if address is None:
        return None
    (rendered,) = render_pages([page])
    document = document_of(page, rendered)
    name = schema.digest(schema.encode(document))
    row = live_page_of(page, address, name, rendered.html, {})
    live = LivePage.objects.filter(page_id=page.pk).first() if page.pk else None
    unchanged = live is not None and live.document_id == name
    row.page_id = page.pk or UNSAVED
    row.published_at = live.published_at if live else page.first_published_at or timezone.now()
    row.modified_at = live.modified_at if unchanged else timezone.now()
    if live and live.urgent_since and row.urgent_since:
        row.urgent_since = live.urgent_since
    media = {stored.asset: source for medium in rendered.media for stored, source in medium.sources()}
    return Draft(page_facts(row), document, tuple(row.links), media)
