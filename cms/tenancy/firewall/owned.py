"""Whether all that a request names belongs to units of its user."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, TaskState, UploadedFile, WorkflowState

from cms.publishing.models import Change
from cms.publishing.receipts import made_by
from cms.tenancy.firewall.named import Kind, Named
from cms.tenancy.models import Membership, UnitCollection
from cms.tenancy.roles import rights
from cms.tenancy.scope import HOME_PATH, units_where
from cms.tenancy.seen import sees_pages
from cms.units.models import Unit
from cms.units.subordination import Subordination

Check = Callable[[Any, set[int]], bool]


def all_are_owned(user: Any, named: Named) -> bool:
    """Whether every object named exists and is of a unit that ``user`` sees; a query or two a kind."""
    return all(_ARE_OWNED[kind](user, numbers) for kind, numbers in named.items() if numbers)


def know(kind: Kind, check: Check) -> None:
    """From now on ``check`` says of numbers of this kind whether all are of units that somebody sees."""
    _ARE_OWNED[kind] = check


def _pages(user: Any, numbers: set[int]) -> bool:
    """The root of the tree is everybody's: no unit has a part in it."""
    return sees_pages(user, numbers)


def _pages_or_above(user: Any, numbers: set[int]) -> bool:
    """Of the pages that are not seen, each stands in a unit above one in which ``user`` has a role."""
    own = [unit.pk for unit in rights(user).units]
    above = Subordination.objects.filter(unit__in=own).values("above")
    homes = set(
        Unit.objects.filter(pk__in=above, root_page__isnull=False).values_list("root_page__path", flat=True)
    )
    paths = Page.objects.filter(pk__in=numbers).values_list("pk", "path")
    return sees_pages(user, numbers - {number for number, path in paths if path[:HOME_PATH] in homes})


def _revisions(user: Any, numbers: set[int]) -> bool:
    return _of_pages(user, numbers, Revision.objects.filter(pk__in=numbers))


def _workflow_states(user: Any, numbers: set[int]) -> bool:
    return _of_pages(user, numbers, WorkflowState.objects.filter(pk__in=numbers))


def _task_states(user: Any, numbers: set[int]) -> bool:
    states = TaskState.objects.filter(pk__in=numbers).values_list("workflow_state", flat=True)
    return len(states) == len(numbers) and _workflow_states(user, set(states))


def _of_pages(user: Any, numbers: set[int], rows: Any) -> bool:
    page_type = ContentType.objects.get_for_model(Page)
    of_pages = list(rows.filter(base_content_type=page_type).values_list("object_id", flat=True))
    return len(of_pages) == len(numbers) and _pages(user, set(map(int, of_pages)))


def _images(user: Any, numbers: set[int]) -> bool:
    return _media(user, numbers, get_image_model())


def _documents(user: Any, numbers: set[int]) -> bool:
    return _media(user, numbers, get_document_model())


def _media(user: Any, numbers: set[int], model: Any) -> bool:
    rows = model.objects.filter(pk__in=numbers, collection__in=_seen_collections(user).values("collection"))
    return rows.count() == len(numbers)


def _collections(user: Any, numbers: set[int]) -> bool:
    return _seen_collections(user).filter(collection__in=numbers).count() == len(numbers)


def _seen_collections(user: Any) -> Any:
    return UnitCollection.objects.filter(unit__in=units_where(user, "see").values("pk"))


def _uploads(user: Any, numbers: set[int]) -> bool:
    return UploadedFile.objects.filter(pk__in=numbers, uploaded_by_user=user).count() == len(numbers)


def _sessions(user: Any, numbers: set[int]) -> bool:
    """A session that has run out is as good as one's own: Wagtail begins another in its place."""
    return not EditingSession.objects.filter(pk__in=numbers).exclude(user=user).exists()


def _users(user: Any, numbers: set[int]) -> bool:
    seen = Membership.objects.filter(unit__in=units_where(user, "see").values("pk"))
    people = get_user_model().objects.filter(Q(pk__in=seen.values("user")) | Q(pk=user.pk))
    return people.filter(pk__in=numbers).count() == len(numbers)


def _units(user: Any, numbers: set[int]) -> bool:
    return units_where(user, "see").filter(pk__in=numbers).count() == len(numbers)


def _changes(user: Any, numbers: set[int]) -> bool:
    """Whoever made a change, or sees a unit that made it or that it reaches, follows it."""
    found = Change.objects.in_bulk(numbers)
    return len(found) == len(numbers) and all(_follows(user, change) for change in found.values())


def _follows(user: Any, change: Change) -> bool:
    concerned = Q(pk__in=made_by(change)) | Q(pk__in=change.lines.values("unit"))
    return change.user_id == user.pk or units_where(user, "see").filter(concerned).exists()


_ARE_OWNED: Final[dict[Kind, Check]] = {
    "page": _pages,
    "page_or_above": _pages_or_above,
    "revision": _revisions,
    "workflow_state": _workflow_states,
    "task_state": _task_states,
    "image": _images,
    "document": _documents,
    "collection": _collections,
    "upload": _uploads,
    "session": _sessions,
    "user": _users,
    "unit": _units,
    "change": _changes,
}
