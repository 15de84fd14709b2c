"""An editor shares a page with units and tiers below: what the desk offers, stores and refuses."""

import json
from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.pages.models import NoticePage
from cms.tenancy.models import Membership, Role
from cms.units.models import Unit


@pytest.fixture
def commune(make_unit, district):
    """A commune of the district whose code another, closed unit had before."""
    born = date(2020, 1, 1)
    make_unit("10546", parent=district, name="Cũ", full_name="Xã Cũ", valid_to=born, hostname="cu.localhost")
    names = {"name": "Bến Tắm", "full_name": "Phường Bến Tắm", "kind": "phường"}
    return make_unit("10546", parent=district, valid_from=born, hostname="ben-tam.localhost", **names)


@pytest.fixture
def closed(commune):
    return Unit.objects.get(code=commune.code, full_name="Xã Cũ")


@pytest.fixture
def notices(commune, planted, section):
    return section("30", "thong-bao")


def form(**changes):
    data = {
        "title": "Thông báo",
        "slug": "a",
        "body": streamfield([]),
        "files": streamfield([]),
        "strength": "default",
        "comments": inline_formset([]),
    }
    lists = {name: changes.pop(name) for name in ("reach_tiers", "reach_units") if name in changes}
    return {**nested_form_data({**data, **changes}), **lists}


@pytest.fixture
def create(admin_client, notices):
    def send(**changes):
        url = reverse("wagtailadmin_pages:add", args=["pages", "noticepage", notices.pk])
        return admin_client.post(url, form(**changes))

    return send


def fault(response):
    assert response.status_code == 200, response.url
    (found,) = json.loads(response.context["form"].errors.as_json())["reach"]
    return found["message"]


@pytest.mark.parametrize("kind", ["units", "below"])
def test_units_are_stored_by_the_number_of_their_row(create, district, commune, kind):
    create(reach=kind, reach_units=[district.pk, commune.pk])
    assert NoticePage.objects.get().reach == {kind: sorted([district.pk, commune.pk])}


def test_tiers_are_stored_by_name(create):
    create(reach="tiers", reach_tiers=["commune", "district"])
    assert NoticePage.objects.get().reach == {"tiers": ["commune", "district"]}


def test_a_page_that_nobody_shared_stays_at_home(create):
    create()
    assert NoticePage.objects.get().reach == "own"


def test_what_is_not_below_is_refused_in_one_sentence(create, province, closed):
    tail = "không ở bên dưới đơn vị này; hãy bỏ khỏi phạm vi chia sẻ."
    assert fault(create(reach="below", reach_units=[province.pk])) == f"Đơn vị Tỉnh Hải Dương (30) {tail}"
    assert fault(create(reach="units", reach_units=[closed.pk])) == f"Đơn vị Xã Cũ (10546) {tail}"
    assert fault(create(reach="units", reach_units=[10**6])) == f"Đơn vị “1000000” {tail}"
    assert fault(create(reach="tiers", reach_tiers=["nation"])) == f"Cấp “nation” {tail}"
    assert fault(create(reach="units")) == "Hãy chọn ít nhất một cấp hoặc một đơn vị để chia sẻ."
    assert fault(create(reach="mọi nơi")) == "Hãy chọn một phạm vi chia sẻ trong danh sách."


def test_what_is_refused_is_shown_again_as_it_was_sent(create, province):
    shown = create(reach="units", reach_units=[province.pk]).content.decode()
    assert "Tỉnh Hải Dương (30) – không còn ở bên dưới, không được tính" in shown
    assert 'name="reach" value="units" checked' in shown


def test_a_unit_that_was_closed_since_stays_named_and_is_marked(admin_client, notices, commune, closed):
    page = notices.add_child(
        instance=NoticePage(title="A", slug="a", reach={"units": [closed.pk, commune.pk]})
    )
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = admin_client.get(edit).content.decode()
    assert "Xã Cũ (10546) – không còn ở bên dưới, không được tính" in shown
    sent = admin_client.post(
        edit,
        form(title="B", reach="units", reach_units=[closed.pk, commune.pk], **{"action-publish": "1"}),
    )
    page.refresh_from_db()
    assert (sent.status_code, page.title) == (302, "B")
    assert page.reach == {"units": [closed.pk, commune.pk]}


def test_the_chooser_offers_what_is_in_force_below_the_pages_unit(
    admin_client, notices, section, district, commune
):
    def offered(page):
        return admin_client.get(reverse("units_below", args=[page.pk])).json()["groups"]

    of_district = {
        "name": "Thành phố Chí Linh",
        "units": [[commune.pk, "Phường Bến Tắm", "10546", "phuong ben tam"]],
    }
    assert offered(notices) == [
        {"name": "Tỉnh Hải Dương", "units": [[district.pk, district.full_name, "288", "thanh pho chi linh"]]},
        of_district,
    ]
    assert offered(section("288", "thong-bao")) == [of_district]
    assert offered(section("10546", "thong-bao")) == []


def test_units_are_offered_only_to_those_who_write_there(client, django_user_model, notices, section):
    editor = django_user_model.objects.create_user("bt")
    Membership.objects.create(user=editor, unit=Unit.objects.with_code("288"), role=Role.AUTHOR)

    def status(page):
        return client.get(reverse("units_below", args=[page.pk])).status_code

    assert status(notices) == 302, "the login"
    client.force_login(editor)
    assert status(section("288", "thong-bao")) == 200
    assert status(notices) == 404
    assert client.get(reverse("units_below", args=[10**6])).status_code == 404


def test_opening_a_page_costs_the_same_whatever_is_below(
    admin_client, notices, district, django_assert_max_num_queries
):
    Unit.objects.bulk_create(
        Unit(
            code=f"{number}",
            valid_from=date(2004, 1, 1),
            name=f"{number}",
            full_name=f"Xã {number}",
            name_folded=f"xa {number}",
            kind="xã",
            tier="commune",
            parent=district,
            hostname=f"x{number}.localhost",
        )
        for number in range(20000, 23321)
    )
    add = reverse("wagtailadmin_pages:add", args=["pages", "noticepage", notices.pk])
    admin_client.get(add)
    with django_assert_max_num_queries(40):
        shown = admin_client.get(add).content
    assert b"20001" not in shown
    with django_assert_max_num_queries(10):
        offered = admin_client.get(reverse("units_below", args=[notices.pk]))
    assert sum(len(group["units"]) for group in offered.json()["groups"]) == 3321 + 2
