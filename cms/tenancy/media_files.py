"""Whether a file of the media storage is one that a person of the desk may look at."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.users.models import UserProfile

from cms.tenancy.media_policy import may_open
from cms.tenancy.models import Membership
from cms.tenancy.roles import is_superuser
from cms.tenancy.scope import pages_where, units_where


def may_open_file(user: Any, path: str) -> bool:
    """Whether ``path`` is a picture, a rendition or a document of a unit that ``user`` sees.

    Or one that a page of such a unit shows, as imported pages do; or the portrait of a person in it.
    """
    if is_superuser(user):
        return True
    for model in (get_image_model(), get_document_model()):
        row = model.objects.filter(file=path).first()
        if row is None and hasattr(model, "renditions"):
            row = model.objects.filter(renditions__file=path).first()
        if row is not None:
            return may_open_medium(user, row)
    seen = Membership.objects.filter(unit__in=units_where(user, "see").values("pk"))
    return UserProfile.objects.filter(
        avatar=path, user__in=[*seen.values_list("user", flat=True), user.pk]
    ).exists()


def may_open_medium(user: Any, medium: Any) -> bool:
    """Whether ``user`` may look at a picture or document: it is of a unit seen, or a page there shows it."""
    return may_open(user, medium.collection_id) or _is_shown(user, medium)


def _is_shown(user: Any, medium: Any) -> bool:
    users = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(medium),
        to_object_id=str(medium.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    pages = [int(number) for number in users.values_list("object_id", flat=True).distinct()]
    return Page.objects.filter(pages_where(user, "see"), pk__in=pages).exists()
