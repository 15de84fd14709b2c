"""What Wagtail keeps beside a page, for many pages at once: revisions, log, references, admin search."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends
from wagtail.search.models import IndexEntry

_BATCH = 5000
"""Rows named in one query: below the number of variables that SQLite and PostgreSQL allow."""

T = TypeVar("T")


def load_comments(pages: Sequence[Page]) -> None:
    """Puts the pages' comments at hand: they are looked at for each, which would be a query a page."""
    comments: dict[int, list[Comment]] = {page.pk: [] for page in pages}
    for some in _batches(pages):
        for comment in Comment.objects.filter(page__in=[page.pk for page in some]):
            comments[comment.page_id].append(comment)
    for page in pages:
        page._cluster_related_objects = {COMMENTS_RELATION_NAME: comments[page.pk]}  # noqa: SLF001


def add_revisions(pages: Sequence[Page]) -> None:
    """Gives each page a revision of its present content: its latest, and its live one if it is live."""
    now = timezone.now()
    page_type = ContentType.objects.get_for_model(Page)
    Revision.objects.bulk_create(
        Revision(
            content_type_id=page.content_type_id,
            base_content_type=page_type,
            object_id=str(page.pk),
            created_at=now,
            object_str=page.title,
            content=page.serializable_data(),
        )
        for page in pages
    )
    for some in _batches(pages):
        _point_to_latest(some)
    _read_back(pages)


def add_log_entries(pages: Sequence[Page], action: str) -> None:
    """Notes in each page's history that ``action`` was done, and that it was published if it is live."""
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.pk,
            content_type_id=page.content_type_id,
            label=page.title,
            action=done,
            timestamp=now,
            revision_id=page.latest_revision_id,
            content_changed=True,
        )
        for page in pages
        for done in ([action, "wagtail.publish"] if page.live else [action])
    )


def index_references(pages: Sequence[Page]) -> None:
    """Writes anew which pictures, documents and pages each page uses."""
    page_type = ContentType.objects.get_for_model(Page)
    for some in _batches(pages):
        keys = [str(page.pk) for page in some]
        ReferenceIndex.objects.filter(base_content_type=page_type, object_id__in=keys).delete()
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            content_type_id=page.content_type_id,
            base_content_type=page_type,
            object_id=str(page.pk),
            to_content_type_id=to_type,
            to_object_id=to_id,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),  # noqa: SLF001
        )
        for page in pages
        for to_type, to_id, model_path, content_path in _references(page)
    )


def index_for_search(pages: Sequence[Page]) -> None:
    """Makes the pages found by the desk's search, by what their types' ``search_fields`` name."""
    for some in _batches(pages):
        keys = [str(page.pk) for page in some]
        types = {page.content_type_id for page in some}
        IndexEntry.objects.filter(content_type__in=types, object_id__in=keys).delete()
        for model in {type(page) for page in some}:
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, [page for page in some if type(page) is model])


def _point_to_latest(pages: Sequence[Page]) -> None:
    rows = Page.objects.filter(pk__in=[page.pk for page in pages])
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    latest = revisions.order_by("-created_at", "-pk")
    rows.update(
        latest_revision=Subquery(latest.values("pk")[:1]),
        latest_revision_created_at=Subquery(latest.values("created_at")[:1]),
    )
    rows.filter(live=True).update(live_revision=F("latest_revision"))
    rows.filter(live=False).update(live_revision=None)


def _read_back(pages: Sequence[Page]) -> None:
    for some in _batches(pages):
        by_pk = {page.pk: page for page in some}
        rows = Page.objects.filter(pk__in=by_pk).values_list(
            "pk", "latest_revision_id", "live_revision_id", "latest_revision_created_at"
        )
        for pk, latest, live, created_at in rows:
            page = by_pk[pk]
            page.latest_revision_id = latest
            page.live_revision_id = live
            page.latest_revision_created_at = created_at


def _references(page: Page) -> set[tuple[int, str, str, str]]:
    return set(ReferenceIndex._extract_references_from_object(page))  # noqa: SLF001


def _batches(pages: Sequence[T]) -> Iterator[Sequence[T]]:
    return (pages[start : start + _BATCH] for start in range(0, len(pages), _BATCH))
