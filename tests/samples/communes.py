"""What one commune has in the desk, and all that is stored of it."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from wagtail.admin.models import EditingSession
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Comment, Page, Revision, TaskState, UploadedFile, WorkflowState

from cms.pages.models import NoticePage
from cms.tenancy.media_policy import collection_of
from cms.units.models import Unit
from tests.samples.desk_objects import desk_objects, written_objects

CANARY: Final = "chimhoangyen"
"""Stands in every text of a commune whose texts nobody else may read."""
SECRET: Final = "thuriengtu"
"""Stands in what only a commune's administrators may read."""

Rows = list[list[tuple[Any, ...]]]


@dataclass
class Holdings:
    """One of everything, by kind: the numbers that an address, a query or a body may name."""

    unit: Unit
    numbers: dict[str, list[int]]
    files: list[str]
    people: list[User]

    @property
    def pages(self) -> Any:
        """All pages of the commune."""
        return Page.objects.filter(path__startswith=self.unit.root_page.path)


def stored(held: Holdings) -> Rows:
    """Everything that is stored of a commune, to be compared."""
    numbers = [str(number) for number in held.pages.values_list("pk", flat=True)]
    of_pages = {"base_content_type": ContentType.objects.get_for_model(Page), "object_id__in": numbers}
    return _rows(
        *desk_objects(held.unit, held.pages, held.people),
        *_kept(held),
        held.pages,
        NoticePage.objects.filter(path__startswith=held.unit.root_page.path),
        Revision.objects.filter(**of_pages),
        WorkflowState.objects.filter(**of_pages),
        TaskState.objects.filter(workflow_state__object_id__in=numbers),
    )


def written(held: Holdings) -> Rows:
    """What of a commune only those change who may write there: not what is live, locked or waits."""
    numbers = [str(number) for number in held.pages.values_list("pk", flat=True)]
    page_type = ContentType.objects.get_for_model(Page)
    versions = Revision.objects.filter(base_content_type=page_type, object_id__in=numbers)
    return [
        *_rows(*written_objects(held.unit, held.people), *_kept(held)),
        list(held.pages.order_by("pk").values_list("pk", "path", "slug", "draft_title", "owner")),
        list(versions.order_by("pk").values_list("pk", "content", "object_str")),
    ]


def _kept(held: Holdings) -> list[Any]:
    collection = collection_of(held.unit)
    return [
        Comment.objects.filter(page__in=held.pages),
        Image.objects.filter(collection=collection),
        Document.objects.filter(collection=collection),
        type(collection).objects.filter(pk=collection.pk),
        UploadedFile.objects.filter(uploaded_by_user__in=held.people),
        EditingSession.objects.filter(user__in=held.people),
        Permission.objects.filter(user__in=held.people),
    ]


def _rows(*querysets: Any) -> Rows:
    return [list(queryset.order_by("pk").values_list()) for queryset in querysets]
