"""A page's reach between the form and what is stored: units by number, nothing that is not below."""

from datetime import date

import pytest
from django.forms import ValidationError
from django.http import QueryDict

from cms.pages.reach import Below, Group, reach_fault
from cms.pages.reach_field import Given, ReachField, ReachWidget
from cms.units.models import Unit


def unit(number, tier):
    return Unit(id=number, code=f"{number:05}", full_name=f"Xã {number}", tier=tier)


PROVINCE, DISTRICT = unit(1, "province"), unit(2, "district")
THERE = Below(
    (
        Group(PROVINCE, (DISTRICT,)),
        Group(DISTRICT, (unit(3, "commune"), unit(4, "commune"), unit(12, "commune"))),
    )
)


def field(before="own"):
    made = ReachField()
    made.offer(THERE, before, "/")
    return made


def test_what_may_be_named_is_what_stands_below():
    assert set(THERE.units) == {2, 3, 4, 12}
    assert THERE.tiers == ("district", "commune")


@pytest.mark.parametrize(
    "reach", ["own", "children", "all", {"tiers": ["commune"]}, {"units": [3, 4]}, {"below": [2]}]
)
def test_a_reach_is_the_same_after_it_was_shown_in_the_editor(reach):
    assert field().clean(ReachWidget().format_value(reach)) == reach


def test_units_are_stored_by_number_each_once_and_in_order():
    sent = QueryDict("reach=units&reach_units=12&reach_units=3&reach_units=12&reach_tiers=commune")
    assert field().clean(ReachWidget().value_from_datadict(sent, {}, "reach")) == {"units": [3, 12]}


@pytest.mark.parametrize(
    "given",
    [
        Given("tiers", [], ["3"]),
        Given("units", ["commune"], []),
        Given("everywhere", [], []),
        Given("units", [], ["3", "x"]),
        Given("units", [], ["٣"]),
        Given("below", [], ["9" * 30]),
    ],
)
def test_a_choice_that_says_nothing_is_refused(given):
    with pytest.raises(ValidationError):
        field().clean(given)


@pytest.mark.django_db
def test_names_that_lead_nowhere_are_told_in_one_sentence():
    assert reach_fault({"units": [1, 3, 99]}, THERE) == (
        "Đơn vị “1”, “99” không ở bên dưới đơn vị này; hãy bỏ khỏi phạm vi chia sẻ."
    )
    assert reach_fault({"tiers": ["commune", "nation"]}, THERE) == (
        "Cấp “nation” không ở bên dưới đơn vị này; hãy bỏ khỏi phạm vi chia sẻ."
    )


@pytest.mark.django_db
def test_a_unit_that_is_not_below_is_told_by_its_name():
    stranger = Unit.objects.create(
        code="288",
        valid_from=date(2004, 1, 1),
        name="Chí Linh",
        full_name="Thành phố Chí Linh",
        kind="thành phố",
        tier="district",
        hostname="chi-linh.localhost",
    )
    there = Below((Group(PROVINCE, (unit(stranger.pk + 1, "commune"),)),))
    assert reach_fault({"below": [stranger.pk]}, there).startswith("Đơn vị Thành phố Chí Linh (288) không ở")


@pytest.mark.parametrize("before", [{"units": [99]}, {"below": [3, 99]}])
def test_what_no_longer_counts_may_stay_but_not_come(before):
    assert field(before).clean(Given("units", [], ["3", "99"])) == {"units": [3, 99]}


@pytest.mark.parametrize("reach", ["own", "all", {"tiers": ["district"]}, {"below": [2, 12]}])
def test_what_stands_below_may_be_named(reach):
    assert reach_fault(reach, THERE) is None
