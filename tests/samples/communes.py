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
from cms.tenancy.models import Membership, UnitSettings
from cms.units.models import Unit

CANARY: Final = "chimhoangyen"
"""Stands in every text of a commune whose texts nobody else may read."""


@dataclass
class Holdings:
    """One of everything, by kind: the numbers that an address, a query or a body may name."""

    unit: Unit
    numbers: dict[str, list[int]]
    files: list[str]
    people: list[User]


def stored(held: Holdings) -> list[list[tuple[Any, ...]]]:
    """Everything that is stored of a commune, to be compared."""
    pages = Page.objects.filter(path__startswith=held.unit.root_page.path)
    numbers = [str(number) for number in pages.values_list("pk", flat=True)]
    page_type = ContentType.objects.get_for_model(Page)
    media = {"collection": collection_of(held.unit)}
    of_pages = {"base_content_type": page_type, "object_id__in": numbers}
    querysets = [
        pages,
        NoticePage.objects.filter(path__startswith=held.unit.root_page.path),
        Revision.objects.filter(**of_pages),
        WorkflowState.objects.filter(**of_pages),
        TaskState.objects.filter(workflow_state__object_id__in=numbers),
        Comment.objects.filter(page__in=pages),
        Image.objects.filter(**media),
        Document.objects.filter(**media),
        type(media["collection"]).objects.filter(pk=media["collection"].pk),
        UploadedFile.objects.filter(uploaded_by_user__in=held.people),
        EditingSession.objects.filter(user__in=held.people),
        User.objects.filter(pk__in=[user.pk for user in held.people]),
        Membership.objects.filter(unit=held.unit),
        UnitSettings.objects.filter(unit=held.unit),
        Unit.objects.filter(pk=held.unit.pk),
        Permission.objects.filter(user__in=held.people),
    ]
    return [list(queryset.order_by("pk").values_list()) for queryset in querysets]
