"""A country of invented units and people, to see how the desk fares at that size. Written in bulk.

The worst case for permissions: one province over all of it, whose supervisor sees every unit.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final, NamedTuple, TypeVar

from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone
from wagtail.models import Collection, Page

from cms.pages.article import ArticlePage
from cms.pages.bulk import bulk_create_pages
from cms.pages.planting import plant_sites
from cms.tenancy.models import Membership, Role, UnitCollection
from cms.units.folding import folded
from cms.units.models import Unit

ARTICLES: Final = 3
SECTION: Final = "tin-tuc"
AUTHOR: Final = "quy-mo-soan"
APPROVER: Final = "quy-mo-duyet"
SUPERVISOR: Final = "quy-mo-giam-sat"
"""Of the province; writes below too, so that every screen is the same as an author's."""
SUPERUSER: Final = "quy-mo-quan-tri"
_COMMUNES: Final = 17
"""To a district, as in most provinces before 2025."""
_BATCH: Final = 1500
_FIRST_DAY: Final = date(2004, 1, 1)


T = TypeVar("T")


class Filled(NamedTuple):
    """How many of each there are now."""

    units: int
    pages: int
    users: int


def fill(units: int, users: int, progress: Callable[[str], object]) -> Filled:
    """Make that many units with their trees, articles and collections, and that many people with roles."""
    for some in _batches(_units(units)):
        Unit.objects.bulk_create(some)
        _go_on_counting()
        plant_sites(timezone.localdate())
        progress(f"{Unit.objects.count():,} units")
    numbers = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    for chosen in _batches(iter(numbers)):
        _write_articles(Unit.objects.filter(pk__in=chosen).select_related("root_page"))
        progress(f"articles of unit {chosen[-1]:,}")
    _make_collections()
    progress("collections")
    _make_people(numbers, users)
    progress(f"{users:,} people")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as it is done by itself in a database that has been used for a while
    return Filled(len(numbers), Page.objects.count(), User.objects.count())


def _go_on_counting() -> None:
    """Has the database number the next unit after those that came with numbers of their own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Unit]):
            cursor.execute(statement)


def _batches(rows: Iterator[T]) -> Iterator[list[T]]:
    while some := list(islice(rows, _BATCH)):
        yield some


def _units(count: int) -> Iterator[Unit]:
    """One province, then districts, each before its communes; numbered from 1 in an empty table."""
    province = _unit(1, "province", None)
    yield province
    district = None
    for number in range(2, count + 1):
        if (number - 2) % (_COMMUNES + 1) == 0:
            district = _unit(number, "district", 1)
            yield district
        else:
            yield _unit(number, "commune", district.pk if district else 1)


def _unit(number: int, tier: str, parent: int | None) -> Unit:
    name = f"Đơn vị {number:05}"
    return Unit(
        pk=number,
        code=f"{number:05}",
        valid_from=_FIRST_DAY,
        name=name,
        full_name=name,
        name_folded=folded(name),
        kind=tier,
        tier=tier,
        parent_id=parent,
        hostname=f"u{number:05}.localhost",
    )


def _write_articles(units: Sequence[Unit]) -> None:
    homes = [unit.root_page.path for unit in units]
    sections = Page.objects.filter(depth=3, slug=SECTION, path__range=(min(homes), max(homes) + "~"))
    own = set(homes)
    bulk_create_pages(
        [
            (ArticlePage(title=f"Tin số {number}", slug=f"tin-{number}", live=number > 1), section)
            for section in sections
            if section.path[: 2 * Page.steplen] in own
            for number in range(1, ARTICLES + 1)
        ]
    )


def _make_collections() -> None:
    root = Collection.get_first_root_node()
    units = list(Unit.objects.order_by("pk"))
    made = Collection.objects.bulk_create(
        Collection(
            name=f"{unit.full_name} ({unit.code})",
            path=Collection._get_path(root.path, root.depth + 1, root.numchild + place),  # noqa: SLF001
            depth=root.depth + 1,
            numchild=0,
        )
        for place, unit in enumerate(units, start=1)
    )
    Collection.objects.filter(pk=root.pk).update(numchild=root.numchild + len(made))
    UnitCollection.objects.bulk_create(
        UnitCollection(unit=unit, collection=collection) for unit, collection in zip(units, made, strict=True)
    )


def _make_people(units: Sequence[int], count: int) -> None:
    """Authors, approvers and administrators in turn, unit by unit; nobody can log in with a password."""
    roles = [Role.AUTHOR, Role.APPROVER, Role.ADMIN]
    named = [
        (AUTHOR, units[-1], Role.AUTHOR),
        (APPROVER, units[-1], Role.APPROVER),
        (SUPERVISOR, units[0], Role.SUPERVISOR),
    ]
    others = [
        (f"quy-mo-{number}", units[number % len(units)], roles[number // len(units) % 3])
        for number in range(count - len(named))
    ]
    people = [*named, *others]
    made = User.objects.bulk_create(
        (User(username=name, email=f"{name}@localhost", password="!") for name, _, _ in people),  # noqa: S106
        batch_size=_BATCH,
    )
    Membership.objects.bulk_create(
        (
            Membership(user=user, unit_id=unit, role=role, writes_below=role == Role.SUPERVISOR)
            for user, (_, unit, role) in zip(made, people, strict=True)
        ),
        batch_size=_BATCH,
    )
    User.objects.create_superuser(SUPERUSER)
