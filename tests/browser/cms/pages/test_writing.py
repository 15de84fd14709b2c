"""An editor writes a notice in a real browser: draft, publish, open again."""

from datetime import date

import pytest
from django.urls import reverse

from cms.pages.models import NoticePage, SectionPage
from cms.pages.planting import plant_sites
from cms.units.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def section(transactional_db):
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


def test_a_notice_is_written_published_and_opened_again(desk, section):
    desk.goto(reverse("wagtailadmin_pages:add", args=["pages", "noticepage", section.pk]))
    desk.fill("#id_title", "Đường Hoà Bình cấm xe, Ủy ban thông báo")
    desk.press("#id_title", "Tab")
    desk.wait_for_function("document.querySelector('#id_slug').value !== ''")
    assert desk.input_value("#id_slug") == "duong-hoa-binh-cam-xe-uy-ban-thong-bao"
    desk.fill("#id_summary", "Gọi {{điện thoại}} khi cần.")

    desk.click("footer .w-dropdown__toggle")
    desk.click("button[name=action-publish]")
    desk.wait_for_url(f"**/pages/{section.pk}/")
    page = NoticePage.objects.get()
    assert (page.slug, page.live) == ("duong-hoa-binh-cam-xe-uy-ban-thong-bao", True)

    desk.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert desk.input_value("#id_summary") == "Gọi {{điện thoại}} khi cần."
    assert desk.input_value("[name=reach]") == "own"
    assert desk.faults == []
