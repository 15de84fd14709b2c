"""A page that disappears while it is edited: one clear sentence, and no text is lost."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.pages.models import NoticePage, SectionPage
from cms.pages.planting import plant_sites
from cms.units.models import Unit

GONE = "Trang này không còn nữa"


@pytest.fixture
def section(db):
    Unit.objects.create(
        code="30",
        valid_from=date(2004, 1, 1),
        name="Hải Dương",
        full_name="Tỉnh Hải Dương",
        kind="tỉnh",
        tier="province",
        hostname="hai-duong.localhost",
    )
    plant_sites(date(2025, 1, 1))
    return SectionPage.objects.get(slug="thong-bao")


@pytest.fixture
def address(section):
    """Where a page was edited that is deleted now."""
    page = section.add_child(instance=NoticePage(title="Cắt điện", slug="cat-dien"))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    page.delete()
    return address


def form():
    return nested_form_data(
        {
            "title": "Cắt điện toàn phường",
            "summary": "Từ 7 giờ <b>sáng</b>",
            "body": streamfield([("paragraph", rich_text("<p>Đề nghị bà con chuẩn bị.</p>"))]),
            "files": streamfield([]),
            "comments": inline_formset([]),
            "slug": "",
        }
    )


def test_what_was_typed_is_handed_back(admin_client, address):
    answer = admin_client.post(address, form())
    text = answer.content.decode()
    assert answer.status_code == 404
    assert GONE in text
    for typed in ("Cắt điện toàn phường", "Từ 7 giờ &lt;b&gt;sáng&lt;/b&gt;", "Đề nghị bà con chuẩn bị."):
        assert typed in text
    assert "csrfmiddlewaretoken" not in [field.label for field in answer.context["typed"]]
    assert [field.label for field in answer.context["typed"]] == ["Tiêu đề", "Tóm tắt", "Nội dung"]


@pytest.mark.parametrize("role", ["author", "approver"])
def test_those_who_write_get_it_back_too(land, desk, role):
    page, client = land.write("C", "cat-dien"), desk(role, "C")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    page.delete()
    answer = client.post(address, form())
    assert answer.status_code == 404
    for told in (
        GONE,
        "Cắt điện toàn phường",
        "Từ 7 giờ &lt;b&gt;sáng&lt;/b&gt;",
        "Đề nghị bà con chuẩn bị.",
    ):
        assert told in answer.content.decode()


def test_a_section_that_is_gone_hands_it_back_too(admin_client, section):
    address = reverse("wagtailadmin_pages:add", args=["pages", "noticepage", section.pk])
    section.delete()
    assert "Cắt điện toàn phường" in admin_client.post(address, form()).content.decode()


def test_the_editor_that_saves_by_itself_is_told_and_stops(admin_client, address):
    answer = admin_client.post(address, form(), headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    assert GONE in answer.json()["error_message"]


def test_other_answers_are_left_alone(admin_client, client, address):
    assert GONE not in admin_client.get(address).content.decode()
    assert GONE not in admin_client.post("/quan-tri/khong-co/").content.decode()
    assert client.post(address, form()).status_code == 302
