"""Units in the database: found by the day, and kept apart by it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.units.models import Unit, UnknownUnitError

pytestmark = pytest.mark.django_db

EARLY, LATE = date(2025, 3, 1), date(2025, 7, 1)


def unit(code, parent=None, valid_from=EARLY, valid_to=None, **values):
    values = {"hostname": f"u{code}.localhost", "name": code, "full_name": f"Xã {code}", **values}
    return Unit(
        code=code,
        parent=parent,
        valid_from=valid_from,
        valid_to=valid_to,
        kind="xã",
        tier="commune",
        **values,
    )


def saved(*arguments, **values):
    made = unit(*arguments, **values)
    made.full_clean()
    made.save()
    return made


def refused(made):
    """The fields at which ``made`` is refused."""
    with pytest.raises(ValidationError) as caught:
        made.full_clean()
    return set(caught.value.message_dict)


def test_a_code_means_the_unit_that_bears_it_on_the_day():
    old = saved("10507", valid_to=LATE)
    new = saved("10507", valid_from=LATE)
    assert Unit.objects.with_code("10507", EARLY) == old
    assert Unit.objects.with_code("10507", LATE) == Unit.objects.with_code("10507") == new


def test_an_unknown_code_is_said_to_be_unknown():
    saved("10507", valid_to=LATE)
    with pytest.raises(UnknownUnitError, match=r"No unit with the code '10507' is in force on 2025-07-01"):
        Unit.objects.with_code("10507", LATE)


def test_the_forest_of_a_day_is_one_query(django_assert_num_queries):
    top = saved("30")
    low = saved("288", top)
    saved("289", top, valid_to=LATE)
    with django_assert_num_queries(1):
        forest = Unit.objects.forest(LATE)
        assert forest.above(forest.by_code["288"]) == (top,)
        assert forest.children(top) == (low,)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "1 2"}, "code"),
        ({"code": "30"}, "code"),
        ({"hostname": "u30.localhost"}, "hostname"),
        ({"hostname": "a.vn/b"}, "hostname"),
        ({"hostname": "A.vn"}, "hostname"),
        ({"valid_to": EARLY}, "valid_to"),
    ],
)
def test_what_a_form_gets_wrong_is_told_at_its_field(values, field):
    saved("30")
    assert refused(unit(**{"code": "31", "hostname": "free.localhost", **values})) == {field}


def test_who_has_a_hostname_is_named_as_within_a_sentence():
    saved("30")
    with pytest.raises(ValidationError, match=r"Tên miền này đã thuộc về xã 30\."):
        unit("31", hostname="u30.localhost").full_clean()


def test_a_unit_needs_a_parent_as_long_as_it_is_in_force():
    ended = saved("30", valid_to=LATE)
    assert refused(unit("288", ended)) == {"parent"}
    assert refused(unit("288", ended, valid_from=LATE)) == {"parent"}
    saved("288", ended, valid_to=LATE)


def test_a_unit_ends_only_after_those_below_it():
    top = saved("30")
    low = saved("288", top)
    top.valid_to = LATE
    assert refused(top) == {"valid_to"}
    low.valid_to = LATE
    low.save()
    top.full_clean()


@pytest.mark.parametrize(
    "values",
    [
        {"code": "30", "valid_from": LATE},
        {"code": "30", "hostname": "other.localhost", "valid_to": LATE},
        {"code": "31", "hostname": "u30.localhost"},
        {"code": "31", "valid_to": EARLY},
    ],
)
def test_the_database_refuses_it_too(values):
    saved("30")
    with pytest.raises(IntegrityError), transaction.atomic():
        unit(**values).save()


def test_the_database_refuses_a_unit_above_itself():
    top = saved("30")
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=top.pk).update(parent=top)
