"""Saving in the editor: what is refused, and what is told, about sharing and addresses."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.pages.models import NoticePage


def form(*, reach_units=(), **changes):
    given = nested_form_data(
        {
            "title": "Phòng chống bão",
            "slug": "bao",
            "body": streamfield([("paragraph", rich_text("<p>Chằng chống nhà cửa.</p>"))]),
            "files": streamfield([]),
            "comments": inline_formset([]),
            "reach": "own",
            "strength": "default",
            **changes,
        }
    )
    return given | {"reach_units": reach_units}


def create(client, section, **changes):
    address = reverse("wagtailadmin_pages:add", args=["pages", "noticepage", section.pk])
    return client.post(address, form(**changes), follow=True)


@pytest.mark.parametrize("role", ["author", "approver"])
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "phải là trang bắt buộc"),
        ({"strength": "mandatory"}, "phải có thời điểm kết thúc"),
        ({"strength": "mandatory", "expire_at": "01/01/2099 08:00"}, "nhiều nhất 30 ngày"),
    ],
)
def test_an_urgent_notice_is_refused_with_a_sentence(land, desk, role, changes, sentence):
    answer = create(desk(role, "D"), land.section("D"), urgent="on", **changes)
    assert sentence in answer.content.decode()
    assert ">\nPhòng chống bão</textarea>" in answer.content.decode()
    assert not NoticePage.objects.exists()


def test_a_reach_with_a_unit_that_is_not_below_is_refused_with_a_sentence(land, desk):
    given = {"reach": "units", "reach_units": [str(land["P"].pk)]}
    answer = create(desk("author", "D"), land.section("D"), **given)
    assert "không ở bên dưới đơn vị này; hãy bỏ khỏi phạm vi chia sẻ" in answer.content.decode()
    assert not NoticePage.objects.exists()


def test_a_page_at_the_address_of_a_mandatory_one_is_saved_and_its_editor_told(land, desk):
    land.write("P", "bao", reach="all", strength="mandatory")
    text = create(desk("author", "C"), land.section("C")).content.decode()
    assert f"đã có trang bắt buộc của {land['P'].in_sentence}" in text
    assert NoticePage.objects.count() == 2


@pytest.mark.parametrize("settings", [{"reach": "own", "strength": "mandatory"}, {"reach": "all"}])
def test_what_does_not_reach_it_or_may_be_covered_is_no_collision(land, desk, settings):
    land.write("P", "bao", **settings)
    assert "trang bắt buộc của" not in create(desk("author", "C"), land.section("C")).content.decode()


def test_who_may_publish_finds_it_first_and_others_do_not_find_it(land, desk):
    address = reverse("wagtailadmin_pages:add", args=["pages", "noticepage", land.section("D").pk])
    html = desk("approver", "D").get(address).content.decode()
    assert html.index("action-publish") < html.index("w-dropdown__toggle", html.index("<footer"))
    assert "action-publish" not in desk("author", "D").get(address).content.decode()
