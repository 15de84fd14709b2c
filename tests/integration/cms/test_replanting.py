"""Units planted once more from the rows of the first time are the same, down to what is counted next."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from cms.units.models import Unit
from tests.samples.replanting import Rows, Table, tables

UNITS = {"288": ("district", None), "10501": ("commune", "288"), "10502": ("commune", "288")}
Plant = Callable[..., dict[str, Unit]]


@pytest.fixture(scope="module")
def seen() -> list[Any]:
    return []


def everything() -> Iterator[tuple[Table, Rows]]:
    """All rows of all tables."""
    for table in tables():
        yield table, table.read()


@pytest.mark.parametrize("time", [1, 2, 3])
def test_what_is_planted_again_is_the_same(plant: Plant, seen: list[Any], time: int) -> None:
    plant(UNITS, phone="0220 3000 001")
    seen.append(dict(everything()))
    assert seen[-1] == seen[0]
    following = Unit.objects.create(
        code="10503", tier="commune", valid_from="2004-01-01", hostname="u10503.localhost"
    )
    assert following.pk == max(Unit.objects.exclude(pk=following.pk).values_list("pk", flat=True)) + 1
    connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_has_the_same(plant: Plant, seen: list[Any]) -> None:
    plant(UNITS, phone="0220 3000 001")
    seen.append(dict(everything()))
    assert seen[-1] == seen[0]


def test_where_somebody_was_before_it_is_planted_as_ever(
    plant: Plant, make_unit: Callable[..., Unit]
) -> None:
    make_unit("10601")
    planted = plant(UNITS, phone="0220 3000 001")
    assert all(unit.root_page for unit in planted.values())
    assert set(planted) == {"10601", *UNITS}
