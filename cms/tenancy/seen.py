"""The pages and media that a person of the desk may know of."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.tenancy.media_policy import own_collections
from cms.tenancy.roles import is_superuser, may
from cms.tenancy.scope import HOME_PATH, homes_where
from cms.units.models import Unit


def seen_pages(user: Any) -> QuerySet[Page]:
    """The pages of the units that ``user`` sees, and the root of the tree, in which no unit has a part."""
    pages = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages if is_superuser(user) else pages | Page.objects.filter(depth=1)


def seen_children(user: Any, parent: Page) -> Q:
    """The condition for those children of ``parent``, a page that ``user`` sees, that ``user`` sees too.

    Below a unit's home page all is the same unit's.
    """
    return Q() if parent.depth > 1 else homes_where(user, "see")


def sees_pages(user: Any, numbers: Collection[int]) -> bool:
    """Whether all pages of these numbers are there and ``user`` sees them.

    Asks about the units of those pages, never for all that a supervisor sees.
    """
    paths = list(Page.objects.filter(pk__in=numbers).values_list("path", flat=True))
    if len(paths) < len(set(numbers)):
        return False
    homes = {path[:HOME_PATH] for path in paths if len(path) > Page.steplen}
    units = list(Unit.objects.in_force().filter(root_page__path__in=homes))
    return is_superuser(user) or (len(units) == len(homes) and all(may(user, "see", unit) for unit in units))


def own_media(user: Any, model: type) -> QuerySet[Any]:
    """The pictures or documents that ``user`` may choose."""
    rows = model.objects.all()
    return rows if is_superuser(user) else rows.filter(collection__in=own_collections(user))
