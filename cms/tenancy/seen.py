"""The pages and media that a person of the desk may know of."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.tenancy.media_policy import own_collections
from cms.tenancy.roles import is_superuser


def seen_pages(user: Any) -> QuerySet[Page]:
    """The pages of the units that ``user`` sees, and the root of the tree, in which no unit has a part."""
    pages = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages if is_superuser(user) else pages | Page.objects.filter(depth=1)


def own_media(user: Any, model: type) -> QuerySet[Any]:
    """The pictures or documents that ``user`` may choose."""
    rows = model.objects.all()
    return rows if is_superuser(user) else rows.filter(collection__in=own_collections(user))
