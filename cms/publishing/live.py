"""What publishing and withdrawing leave behind: a document and a live page, or neither."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from build.snapshot import schema
from build.snapshot.tokens import links_in
from cms.pages.addresses import Address, addresses_of
from cms.pages.base import ContentPage
from cms.pages.content import field_values, title_of
from cms.pages.rendering import Rendered, render_pages
from cms.publishing.models import PageLink, PublishedFile
from cms.publishing.old_addresses import keep_old_addresses, slots_of
from cms.publishing.urgent import urgent_since
from cms.sharing.models import Decision, Document, LivePage
from cms.sharing.reach import parse

_CHUNK = 1000


@transaction.atomic
def publish_pages(pages: Iterable[ContentPage]) -> None:
    """Make what is live of ``pages`` the published state; the others among them are withdrawn.

    A page that Wagtail's privacy setting keeps from anybody, itself or by one above it, is not published.

    Bodies are rendered and cleaned once, here. For the number of queries it counts only how many
    thousands of pages there are.
    """
    remaining = iter(pages)
    while chunk := list(islice(remaining, _CHUNK)):
        numbers = [page.pk for page in chunk]
        before, since = slots_of(numbers), urgent_since(numbers)
        withdraw_pages(numbers)
        restricted = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
        _publish([page for page in chunk if page.live and not page.path.startswith(restricted)], since)
        keep_old_addresses(before, slots_of(numbers))


def withdraw_pages(page_ids: Collection[int]) -> None:
    """Take pages out of everything that is resolved from now on."""
    LivePage.objects.filter(page_id__in=page_ids).delete()


def _publish(pages: Sequence[ContentPage], since: Mapping[int, datetime]) -> None:
    addresses = addresses_of(pages)
    # A page that stands in no unit's tree is nobody's and shows nowhere.
    placed = [page for page in pages if page.pk in addresses]
    rendered = list(zip(placed, render_pages(placed), strict=True))
    encoded = {page.pk: schema.encode(document_of(page, body)) for page, body in rendered}
    Document.objects.bulk_create(
        _documents(encoded.values()),
        # Writing a row that is there holds it until the page has it: see sweep_documents.
        update_conflicts=True,
        unique_fields=["hash"],
        update_fields=["payload"],
    )
    # The same bytes may have come anew under another name, and the file of the old name be gone.
    PublishedFile.objects.bulk_create(
        _published_files(rendered),
        update_conflicts=True,
        unique_fields=["sha256"],
        update_fields=["storage_name"],
    )
    live = LivePage.objects.bulk_create(
        live_page_of(page, addresses[page.pk], schema.digest(encoded[page.pk]), body.html, since)
        for page, body in rendered
    )
    PageLink.objects.bulk_create(PageLink(page=page, target=target) for page in live for target in page.links)


def document_of(page: ContentPage, rendered: Rendered) -> schema.Document:
    """What ``page`` says, as the snapshot has it."""
    return schema.Document(
        type=page.type_name,
        fields={**field_values(page), "body": rendered.html},
        files=tuple(medium.file for medium in rendered.media),
        credit=page.credit,
    )


def _documents(payloads: Iterable[bytes]) -> Iterator[Document]:
    found = {schema.digest(payload): payload for payload in payloads}
    return (Document(hash=name, payload=payload) for name, payload in sorted(found.items()))


def _published_files(rendered: Sequence[tuple[ContentPage, Rendered]]) -> Iterator[PublishedFile]:
    found = {
        stored.sha256: source.name
        for _, body in rendered
        for medium in body.media
        for stored, source in medium.sources()
    }
    return (PublishedFile(sha256=sha256, storage_name=name) for sha256, name in sorted(found.items()))


def live_page_of(
    page: ContentPage, address: Address, document: str, html: str, since: Mapping[int, datetime]
) -> LivePage:
    """The row that ``page`` at ``address`` has once it is live; ``since`` says what was urgent from when.

    ReachError for a page with a reach that nobody could read: one such row would stop every site.
    """
    parse(page.reach)
    return LivePage(
        page=Page(pk=page.pk),
        unit_id=address.unit_id,
        section=address.section,
        slug=address.slug,
        title=title_of(page),
        document_id=document,
        links=sorted(set(links_in(html))),
        reach=page.reach,
        strength=page.strength,
        locked=page.locked_fields,
        pinned=page.pinned,
        deadline=page.deadline,
        published_at=page.first_published_at,
        expires_at=page.expire_at,
        modified_at=page.last_published_at,
        urgent_since=since.get(page.pk, page.last_published_at or timezone.now()) if page.urgent else None,
    )


@transaction.atomic(savepoint=False)
def sweep_documents() -> int:
    """Delete documents that no live page and no suspension has, a thousand at a time; how many there were."""
    orphans = Document.objects.filter(
        ~Exists(LivePage.objects.filter(document=OuterRef("pk"))),
        ~Exists(Decision.objects.filter(suspended_document=OuterRef("pk"))),
    )
    swept = 0
    # Who publishes one of them again just now holds its row: wait for that, then look again.
    while held := list(orphans.select_for_update().values_list("hash", flat=True).order_by("hash")[:_CHUNK]):
        swept += orphans.filter(hash__in=held).delete()[0]
    return swept
