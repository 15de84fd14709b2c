"""Somebody with roles in several units says for which one they work."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from cms.pages.planting import plant_sites
from cms.sharing.models import SectionSetting
from cms.tenancy.models import Membership, Role
from cms.tenancy.roles import OPENED_FOR, SESSION_KEY
from cms.units.models import Unit


@pytest.fixture
def screen():
    return reverse("lienthong_tenancy_choose")


@pytest.fixture
def units(make_unit):
    return [make_unit(code) for code in ("10507", "10510", "10513")]


@pytest.fixture
def login(client, settings):
    """Logs somebody in who writes in these units."""

    def login(*units, superuser=False):
        user = get_user_model().objects.create_user("can-bo", "", "mat-khau", is_superuser=superuser)
        for unit in units:
            Membership.objects.create(user=user, unit=unit, role=Role.AUTHOR)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return login


def test_own_units_are_offered_and_no_others(login, units, screen):
    person = login(*units[:2])
    text = person.get(screen).content.decode()
    assert "Xã 10507 (10507)" in text
    assert "Xã 10513 (10513)" not in text
    assert "Xã 10510 (10510)" not in person.get(screen, {"q": "xa 10507"}).content.decode()


def test_a_unit_is_chosen(login, units, screen):
    person = login(*units[:2])
    assert person.post(screen, {"unit": units[1].pk}).status_code == 302
    assert person.session[SESSION_KEY] == units[1].pk


@pytest.mark.parametrize("unit", ["foreign", "0", "", "x", "9" * 40])
def test_no_other_unit_can_be_chosen(login, units, screen, unit):
    person = login(*units[:2])
    assert person.post(screen, {"unit": units[2].pk if unit == "foreign" else unit}).status_code == 404
    assert SESSION_KEY not in person.session


def test_with_one_unit_there_is_nothing_to_choose(login, units, screen):
    person = login(units[0])
    assert person.get(screen).status_code == 404


def test_a_superuser_may_choose_any_unit(login, units, screen):
    person = login(superuser=True)
    assert "Xã 10513 (10513)" in person.get(screen, {"q": "10513"}).content.decode()
    person.post(screen, {"unit": units[2].pk})
    assert person.session[SESSION_KEY] == units[2].pk


FORMS = ["lienthong_inherited_sections", "lienthong_accounts_invite", "lienthong_approval_settings"]


@pytest.fixture
def administrator(login, units, make_unit):
    """Somebody who administers two units, and has no say in the third; all have one above them."""
    above = make_unit("288", "district")
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(parent=above)
    plant_sites(timezone.localdate())
    person = login(*units[:2])
    Membership.objects.update(role=Role.ADMIN)
    return person


def test_a_form_is_about_the_unit_that_it_was_opened_for(administrator, units, screen):
    opened = {name: administrator.get(reverse(name)).content.decode() for name in FORMS}
    field = f'name="{OPENED_FOR}" value="{units[0].pk}"'
    assert [name for name in FORMS if field not in opened[name]] == []
    administrator.post(screen, {"unit": units[1].pk})
    sent = {OPENED_FOR: units[0].pk, "thong-bao": "own", "initial-thong-bao": ""}
    assert administrator.post(reverse(FORMS[0]), sent).status_code == 302
    assert SectionSetting.objects.get().unit == units[0]
    assert administrator.session[SESSION_KEY] == units[0].pk


@pytest.mark.parametrize("unit", ["foreign", "0", "x", "9" * 40])
def test_no_form_is_about_a_unit_of_others(administrator, units, unit):
    sent = {OPENED_FOR: units[2].pk if unit == "foreign" else unit, "thong-bao": "own"}
    assert administrator.post(reverse(FORMS[0]), sent).status_code == 404
    assert not SectionSetting.objects.exists()
    assert SESSION_KEY not in administrator.session


def test_the_dashboard_is_headed_by_the_unit_one_works_for(login, units, screen):
    person = login(*units)
    assert re.search(r"<h1[^>]*>\s*Xã 10507\s*</h1>", person.get("/quan-tri/").content.decode())
    person.post(screen, {"unit": units[1].pk})
    assert re.search(r"<h1[^>]*>\s*Xã 10510\s*</h1>", person.get("/quan-tri/").content.decode())
