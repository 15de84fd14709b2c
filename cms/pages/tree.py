"""Places in Wagtail's page tree for many new pages at once, in a number of queries that stays the same."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Count, Max
from django.db.models.functions import Substr
from wagtail.models import Page

Placed = tuple[Page, Page]
"""An unsaved page, and the saved page that it goes under."""

_STEP = Page.steplen
_DIGITS = Page.numconv_obj()
_LAST_STEP = Page.alphabet[-1] * _STEP
_MOST_CHILDREN = len(Page.alphabet) ** _STEP - 1


class _Children(NamedTuple):
    count: int
    last: int


def place(placed: Sequence[Placed]) -> None:
    """Gives every page its path, depth, locale and URL path, behind the children its parent has."""
    children = _children_of({parent.path for _, parent in placed})
    taken = {path: there.last for path, there in children.items()}
    for page, parent in placed:
        taken[parent.path] = position = taken.get(parent.path, 0) + 1
        if position > _MOST_CHILDREN:
            raise ValidationError(f"Trang “{parent.title}” đã đầy: không thêm được trang con nào nữa.")
        page.path = parent.path + _DIGITS.int2str(position).rjust(_STEP, Page.alphabet[0])
        page.depth = parent.depth + 1
        page.numchild = 0
        page.locale_id = parent.locale_id
        page.set_url_path(parent)


def count_children(parents: Iterable[Page]) -> None:
    """Brings ``numchild`` of the parents in line with the children they have, here and in the database."""
    by_path = {parent.path: parent for parent in parents}
    children = _children_of(set(by_path))
    for path, parent in by_path.items():
        parent.numchild = children[path].count if path in children else 0
    Page.objects.bulk_update(by_path.values(), ["numchild"])


def _children_of(parent_paths: set[str]) -> dict[str, _Children]:
    """How many children each parent has, and the place of the last, by the parent's path."""
    found: dict[str, _Children] = {}
    for length in {len(path) for path in parent_paths}:
        paths = {path for path in parent_paths if len(path) == length}
        between = (min(paths), max(paths) + _LAST_STEP)
        rows = (
            Page.objects.filter(depth=length // _STEP + 1, path__range=between)
            .order_by()
            .annotate(parent_path=Substr("path", 1, length))
            .values_list("parent_path")
            .annotate(Count("pk"), Max("path"))
        )
        for parent_path, count, last_path in rows:
            found[parent_path] = _Children(count, _DIGITS.str2int(last_path[-_STEP:]))
    return found
