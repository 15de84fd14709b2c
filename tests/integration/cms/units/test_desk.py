"""The desk: superusers find units and change their facts; nobody adds, deletes or renames one."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from cms.units.models import Unit

pytestmark = pytest.mark.django_db

DAY = date(2025, 3, 1)


@pytest.fixture
def units(make_unit):
    """A province and two communes below it."""
    top = make_unit("30", "province", name="Hải Dương", hostname="hai-duong.localhost", valid_from=DAY)
    for code, name in (("10552", "Bến Tắm"), ("10507", "Đồng Lạc")):
        names = {"name": name, "full_name": f"Phường {name}", "kind": "phường"}
        make_unit(code, parent=top, hostname=f"u{code}.hai-duong.localhost", valid_from=DAY, **names)
    return {unit.code: unit for unit in Unit.objects.all()}


@pytest.fixture
def desk(client, units):
    """A superuser's browser."""
    client.force_login(User.objects.create_superuser("chu", password="x"))
    return client


def listed(client, **query):
    response = client.get(reverse("unit:index"), query)
    assert response.status_code == 200
    return [unit.code for unit in response.context["object_list"]]


@pytest.mark.parametrize("words", ["Bến Tắm", "ben tam", "BẾN TẮM", "phường bến", "10552", "105"])
def test_units_are_found_by_name_with_or_without_marks_and_by_code(desk, words):
    assert "10552" in listed(desk, q=words)
    assert "30" not in listed(desk, q=words)


def test_d_with_a_stroke_is_found_without(desk):
    assert listed(desk, q="dong lac") == ["10507"]


def test_units_are_narrowed_by_tier(desk):
    assert listed(desk, tier="province") == ["30"]
    assert "Cấp xã" in desk.get(reverse("unit:index")).content.decode()


def test_the_list_reads_parents_with_the_units(desk, units, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert len(listed(desk)) == 3


def test_facts_are_changed_and_what_the_tables_say_is_not(desk, units):
    form = {
        "hostname": "bentam.gov.vn",
        "phone": "0220",
        "code": "1",
        "full_name": "X",
        "valid_from": "2020-01-01",
    }
    desk.post(reverse("unit:edit", args=[units["10552"].pk]), form)
    unit = Unit.objects.get(pk=units["10552"].pk)
    assert (unit.hostname, unit.phone) == ("bentam.gov.vn", "0220")
    assert (unit.code, unit.full_name, unit.valid_from) == ("10552", "Phường Bến Tắm", DAY)


def test_a_hostname_that_is_none_is_refused_in_vietnamese(desk, units):
    response = desk.post(
        reverse("unit:edit", args=[units["10552"].pk]), {"hostname": "http://bentam.gov.vn/tin-tuc"}
    )
    assert "Tên miền có kèm giao thức" in response.content.decode()
    assert Unit.objects.get(pk=units["10552"].pk).hostname == "u10552.hai-duong.localhost"


def test_nobody_adds_or_deletes_a_unit(desk, units):
    for address in (reverse("unit:add"), reverse("unit:delete", args=[units["10552"].pk])):
        assert desk.get(address).status_code in {302, 403}
        assert desk.post(address).status_code in {302, 403}
    assert Unit.objects.count() == 3


def test_an_editor_with_every_permission_on_units_sees_none(client, units):
    group = Group.objects.create(name="Biên tập")
    group.permissions.set(
        Permission.objects.filter(content_type__app_label="units")
        | Permission.objects.filter(codename="access_admin")
    )
    editor = User.objects.create_user("bien-tap")
    editor.groups.add(group)
    client.force_login(editor)
    assert client.get(reverse("unit:index")).status_code == 404
    answer = client.post(reverse("unit:edit", args=[units["30"].pk]), {"hostname": "x.vn"})
    assert answer.status_code == 404
    assert Unit.objects.get(code="30").hostname == "hai-duong.localhost"
