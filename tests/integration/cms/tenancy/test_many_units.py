"""What a screen costs does not grow with the units that its reader stands above."""

import json

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.pages.planting import plant_sites
from cms.tenancy import finding
from cms.tenancy.finding import found_by
from cms.tenancy.models import Membership, Role
from cms.tenancy.scale import APPROVER, AUTHOR, SUPERVISOR, fill
from cms.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """Three units with people in them; and what filling said meanwhile."""
    said = []
    fill(3, 4, said.append)
    return said


@pytest.fixture
def supervisor(told):
    user = User.objects.get(username=SUPERVISOR)
    Membership.objects.filter(user=user).update(writes_below=False)
    return user


def add_communes(count):
    province = Unit.objects.get(parent=None)
    Unit.objects.bulk_create(
        Unit(
            code=f"1{number:04}",
            valid_from=province.valid_from,
            name=f"Xã {number}",
            full_name=f"Xã {number}",
            name_folded=f"xa {number}",
            kind="xã",
            tier="commune",
            parent=province,
            hostname=f"x{number}.localhost",
        )
        for number in range(count)
    )
    plant_sites(timezone.localdate())


def cost(client, address):
    client.get(address, follow=True)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, follow=True)
    assert answer.status_code == 200
    text = answer.content.decode()
    return len(asked), json.loads(text)["html"] if text.startswith("{") else text


def test_filling_says_how_far_it_is_and_makes_all_kinds_of_people(told):
    assert told[0] == "3 units"
    assert told[-1] == "4 people"
    assert {AUTHOR, APPROVER, SUPERVISOR} <= set(User.objects.values_list("username", flat=True))


@pytest.mark.parametrize(
    "name", ["wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_choose_page"]
)
def test_more_units_ask_no_more_of_the_database(client, supervisor, name):
    client.force_login(supervisor)
    few, _ = cost(client, reverse(name))
    add_communes(8)
    many, _ = cost(client, reverse(name))
    assert many == few


def test_the_homes_of_units_elsewhere_are_not_in_the_list(client, supervisor):
    client.force_login(supervisor)
    add_communes(2)
    Unit.objects.filter(code="10001").update(parent=None)
    for name in ("wagtailadmin_explore_root", "wagtailadmin_choose_page"):
        _, shown = cost(client, reverse(name))
        assert "Xã 0" in shown
        assert "Xã 1" not in shown


def test_the_homes_come_a_few_at_a_time_in_the_order_of_the_tree(client, supervisor):
    client.force_login(supervisor)
    add_communes(11)
    first = client.get(reverse("wagtailadmin_explore_root")).context["object_list"]
    second = client.get(reverse("wagtailadmin_explore_root") + "?p=2").context["object_list"]
    assert (len(first), len(second)) == (12, 2)
    listed = [page.path for page in (*first, *second)]
    assert listed == sorted(listed)


@pytest.mark.only_on("postgresql")  # SQLite looks through all
class TestFinding:
    @pytest.fixture(autouse=True)
    def bounds(self, monkeypatch, desk_search):
        monkeypatch.setattr(finding, "MOST", 4)
        monkeypatch.setattr(finding, "_ENOUGH", 3)

    def test_the_newest_with_the_word_are_enough(self, supervisor):
        found = found_by(supervisor, "tin")
        assert len(found) == 5
        assert set(found) <= set(Page.objects.filter(title__startswith="Tin").values_list("pk", flat=True))

    def test_all_are_found_where_they_are_few(self, supervisor):
        page = Page.objects.filter(title="Tin số 1").first()
        assert found_by(supervisor, "không đâu cả") == []
        assert page.pk in found_by(supervisor, "số 1")

    def test_who_sees_few_of_the_newest_has_all_searched(self, supervisor):
        add_communes(6)
        district = Unit.objects.get(tier="district")
        person = User.objects.create_user("huyen")
        Membership.objects.create(user=person, unit=district, role=Role.SUPERVISOR)
        assert found_by(person, "tin") is None

    def test_who_sees_one_unit_has_its_pages_searched(self, told):
        assert found_by(User.objects.get(username=AUTHOR), "tin") is None


@pytest.mark.usefixtures("desk_search")
def test_the_search_shows_no_page_of_a_unit_elsewhere(client, supervisor):
    client.force_login(supervisor)
    add_communes(2)
    Unit.objects.filter(code="10001").update(parent=None)
    _, shown = cost(client, reverse("wagtailadmin_choose_page_search") + "?q=tin")
    home = Unit.objects.get(code="10001").root_page
    foreign = home.get_descendants().values_list("pk", flat=True)
    assert "Tin" in shown
    assert not [number for number in foreign if f'data-id="{number}"' in shown]
