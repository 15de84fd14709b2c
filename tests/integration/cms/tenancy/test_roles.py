"""Who may do what where, and that asking costs the same however many units there are."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse

from cms.tenancy.models import Membership, Role, UnitSettings
from cms.tenancy.roles import acting_unit, choose_unit, for_unit, may, members, unit_of_page, units_of
from cms.units.models import Unit

VERBS = ("see", "write", "publish", "administer")


def allowed(user, unit):
    return [verb for verb in VERBS if may(user, verb, unit)]


@pytest.mark.parametrize(
    ("role", "own"),
    [
        (Role.AUTHOR, ["see", "write"]),
        (Role.APPROVER, ["see", "write", "publish"]),
        (Role.ADMIN, list(VERBS)),
        (Role.SUPERVISOR, ["see", "publish"]),
    ],
)
def test_a_role_counts_in_its_unit_and_in_no_other(person, units, role, own):
    user = person("a", **{role: "10501"})
    assert allowed(user, units["10501"]) == own
    assert [code for code, unit in units.items() if may(user, "see", unit)] == ["10501"]


def test_a_supervisor_sees_and_approves_at_every_depth_below(person, units):
    user = person("s", supervisor="30")
    assert all(allowed(user, unit) == ["see", "publish"] for unit in units.values())


def test_a_supervisor_writes_below_only_with_that_right(person, units):
    user = person("s", supervisor="288", writes_below=True)
    assert allowed(user, units["10501"]) == ["see", "write", "publish"]
    assert allowed(user, units["10601"]) == allowed(user, units["30"]) == []


def test_nobody_but_supervisors_can_be_given_units_below(person, units):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=person("a"), unit=units["288"], role=Role.ADMIN, writes_below=True)


def test_authors_publish_where_their_unit_lets_them(person, units):
    UnitSettings.objects.create(unit=units["10501"], authors_publish=True)
    assert may(person("a", author="10501"), "publish", units["10501"])
    assert not may(person("b", author="10502"), "publish", units["10502"])


def test_roles_add_up(person, units):
    user = person("a", author="10601", supervisor="288")
    assert allowed(user, units["10601"]) == ["see", "write"]
    assert allowed(user, units["10501"]) == ["see", "publish"]
    assert [unit.code for unit in units_of(user)] == ["10601", "288"]


def test_superusers_do_everything_and_the_disabled_and_unknown_nothing(person, units):
    assert allowed(User(is_superuser=True), units["30"]) == list(VERBS)
    disabled = person("a", admin="30")
    disabled.is_active = False
    assert allowed(disabled, units["30"]) == []
    assert allowed(AnonymousUser(), units["30"]) == []
    assert not may(User(is_superuser=True), "see", None)


def test_a_unit_that_has_ended_gives_no_rights(person, units):
    Unit.objects.filter(code="10501").update(valid_to=date(2025, 7, 1))
    closed = Unit.objects.get(code="10501")
    user = person("a", admin="10501", supervisor="30")
    assert allowed(user, closed) == []
    assert [unit.code for unit in units_of(user)] == ["30"]


def test_asking_costs_no_more_for_more_units(person, units, django_assert_num_queries):
    user = person("s", supervisor="30")
    with django_assert_num_queries(2):
        units_of(user)
    with django_assert_num_queries(1):  # whether it stands below the province
        may(user, "see", units["10501"])
        may(user, "publish", units["10501"])


def test_members_are_the_active_people_with_the_role(person, units):
    author, approver = person("a", author="10501"), person("b", approver="10501", author="10501")
    gone = person("c", approver="10501")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert list(members(units["10501"], Role.APPROVER)) == [approver]
    assert list(members(units["10501"])) == [author, approver]


def test_the_unit_of_a_page_is_the_one_whose_tree_it_stands_in(units):
    home = units["288"].root_page
    assert unit_of_page(home) == unit_of_page(home.get_first_child()) == units["288"]
    assert unit_of_page(home.get_parent()) is None


@pytest.fixture
def request_of(rf):
    def make(user):
        request = rf.get("/")
        request.user, request.session = user, {}
        return request

    return make


def test_people_work_for_their_first_unit_until_they_choose(person, units, request_of):
    request = request_of(person("a", author="288", approver="10601"))
    assert acting_unit(request).code == "10601"
    choose_unit(request, units["288"])
    assert acting_unit(request) == units["288"]
    with pytest.raises(PermissionError):
        choose_unit(request, units["10501"])
    request.session["lienthong_unit"] = units["10501"].pk
    assert acting_unit(request).code == "10601"


def test_a_superuser_chooses_among_all_units(units, request_of):
    request = request_of(User(is_superuser=True))
    assert acting_unit(request).code == "10501"
    choose_unit(request, units["289"])
    assert acting_unit(request) == units["289"]


def test_a_guarded_view_gets_its_unit_or_answers_that_nothing_is_there(person, units, request_of):
    view = for_unit("write")(lambda request, **_: HttpResponse(request.unit.code))
    request = request_of(person("a", author="10501"))
    assert view(request).content == b"10501"
    assert view(request, unit_id=units["10501"].pk).content == b"10501"
    for refused in (
        lambda: view(request, unit_id=units["10502"].pk),
        lambda: view(request, unit_id=0),
        lambda: view(request_of(person("b"))),
        lambda: view(request_of(person("c", supervisor="30"))),
    ):
        with pytest.raises(Http404):
            refused()
