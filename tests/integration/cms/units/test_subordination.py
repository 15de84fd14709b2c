"""Which unit stands below which is right after whatever is done to the units."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.units.below import below
from cms.units.models import Unit
from cms.units.subordination import Subordination, bring_in_line, subordinations

DAY = date(2025, 7, 1)
MOST = 8


def unit(number, parent=None):
    return Unit(
        code=f"{number:02}",
        valid_from=DAY,
        name=f"Đơn vị {number}",
        full_name=f"Đơn vị {number}",
        kind="xã",
        tier="commune",
        hostname=f"u{number:02}.localhost",
        parent=parent,
    )


def walked():
    """Every pair, by asking each unit for its parent, that one for its own, and so on."""
    pairs = []
    for one in Unit.objects.all():
        above = one.parent
        while above is not None:
            pairs.append((above.pk, one.pk))
            above = above.parent
    return sorted(pairs)


def kept():
    return sorted(Subordination.objects.values_list("above_id", "unit_id"))


def below_of(one):
    return set(Unit.objects.filter(pk__in=below([one.pk])).values_list("pk", flat=True))


moves = st.lists(
    st.tuples(
        st.sampled_from(["save", "update", "bulk_update", "close", "delete", "create", "bulk_create"]),
        st.integers(0, MOST - 1),
        st.one_of(st.none(), st.integers(0, MOST - 1)),
    ),
    max_size=12,
)


class Moved(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.integers(-1, MOST), min_size=1, max_size=MOST), moves)
    def test_after_any_moves_it_says_what_the_parents_say(self, parents, done):
        made = []
        for number, parent in enumerate(parents):
            one = unit(number, made[parent % len(made)] if made and parent >= 0 else None)
            one.save()
            made.append(one)
        for number, (how, which, where) in enumerate(done, start=MOST):
            do(how, number, which, where)
            assert kept() == walked()


def do(how, number, which, where):
    units = list(Unit.objects.order_by("pk"))
    if how in ("create", "bulk_create") or not units:
        parent = None if where is None or not units else units[where % len(units)]
        create(how, number, parent)
        return
    one = units[which % len(units)]
    parent = None if where is None else units[where % len(units)]
    if parent is not None and (parent == one or parent.pk in below_of(one)):
        parent = None
    if how == "save":
        one.parent = parent
        one.save()
    elif how == "update":
        Unit.objects.filter(pk=one.pk).update(parent=parent)
    elif how == "bulk_update":
        one.parent = parent
        Unit.objects.bulk_update([one], ["parent"])
    elif how == "close":
        Unit.objects.filter(pk=one.pk).update(valid_to=date(2026, 1, 1))
    elif not Unit.objects.filter(parent=one).exists():
        one.delete()


def create(how, number, parent):
    if how == "bulk_create":
        Unit.objects.bulk_create([unit(number, parent)])
    else:
        unit(number, parent).save()


@pytest.mark.django_db
def test_a_unit_and_the_one_above_it_change_places_in_one_statement():
    top, low = unit(1), unit(2)
    top.save()
    low.parent = top
    low.save()
    top.parent, low.parent = low, None
    Unit.objects.bulk_update([top, low], ["parent"])
    assert kept() == [(low.pk, top.pk)]


@pytest.mark.django_db
def test_what_was_put_in_by_hand_is_put_right():
    first, second, third = unit(1), unit(2), unit(3)
    first.save()
    second.parent = first
    second.save()
    third.save()
    Subordination.objects.all().delete()
    Subordination.objects.create(above=third, unit=first)
    bring_in_line(Unit.objects.all())
    assert kept() == [(first.pk, second.pk)]


def test_a_circle_ends():
    assert sorted(subordinations({1: 2, 2: 1})) == [(1, 1), (1, 2), (2, 1), (2, 2)]


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", [[], [0], [1], [0, 1]])
def test_below_several_units(chosen):
    units = [unit(number) for number in range(4)]
    for one, parent in zip(units, [None, 0, 1, 0], strict=True):
        one.parent = None if parent is None else units[parent]
        one.save()
    wanted = set().union(*(below_of(units[number]) for number in chosen))
    found = Unit.objects.filter(pk__in=below([units[number].pk for number in chosen]))
    assert {one.pk for one in found} == wanted
