"""An editor shares a notice with two communes chosen by name; exactly these resolve it."""

from datetime import date

import pytest
from django.urls import reverse

from cms.pages.body import body_from_html
from cms.pages.models import NoticePage, SectionPage
from cms.pages.planting import plant_sites
from cms.sharing.load import load_world
from cms.sharing.models import LivePage
from cms.sharing.resolve import resolve_all
from cms.units.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAND = [
    ("30", "Tỉnh Hải Dương", "province", None),
    ("290", "Thành phố Chí Linh", "district", "30"),
    ("291", "Huyện Nam Sách", "district", "30"),
    ("10546", "Phường Bến Tắm", "commune", "290"),
    ("10549", "Xã Hưng Đạo", "commune", "290"),
    ("10606", "Thị trấn Nam Sách", "commune", "291"),
    ("10627", "Xã Cộng Hòa", "commune", "291"),
]


@pytest.fixture
def section(transactional_db):
    units = {}
    for code, name, tier, parent in LAND:
        units[code] = Unit.objects.create(
            code=code,
            valid_from=date(2004, 1, 1),
            name=name,
            full_name=name,
            kind=tier,
            tier=tier,
            parent=units.get(parent),
            hostname=f"u{code}.localhost",
        )
    plant_sites(date(2025, 1, 1))
    home = Unit.objects.with_code("30").root_page
    return SectionPage.objects.get(slug="thong-bao", path__startswith=home.path)


def publish(desk, section):
    desk.click("footer .w-dropdown__toggle")
    desk.click("button[name=action-publish]")
    desk.wait_for_url(f"**/pages/{section.pk}/")


def open_sharing(desk):
    desk.get_by_role("tab", name="Chia sẻ").click()


def offered(desk):
    desk.wait_for_selector("[data-reach-offered] button")
    return [button.inner_text() for button in desk.query_selector_all("[data-reach-offered] button")]


def reached(page):
    world = load_world()
    return {
        world.units[unit].code
        for unit, found in resolve_all(world).items()
        if any(shown.page.id == page.pk and shown.shown for shown in found)
    }


def test_a_notice_for_two_named_communes_resolves_for_exactly_these(desk, section):
    desk.goto(reverse("wagtailadmin_pages:add", args=["pages", "noticepage", section.pk]))
    desk.fill("#id_title", "Cắt điện")
    desk.press("#id_title", "Tab")
    open_sharing(desk)
    assert desk.is_hidden("[data-reach-filter]")
    desk.check("[name=reach][value=units]")
    assert len(offered(desk)) == 6
    desk.fill("[data-reach-filter]", "BẾN tắm")
    assert offered(desk) == ["Phường Bến Tắm (10546)"]
    desk.press("[data-reach-filter]", "Enter")
    desk.fill("[data-reach-filter]", "cong hoa")
    desk.click("[data-reach-offered] button")
    desk.fill("[data-reach-filter]", "10549")
    desk.click("[data-reach-offered] button")
    assert desk.inner_text("[data-reach-count]").startswith("Đã chọn 3 đơn vị")
    desk.click("label:has-text('Xã Hưng Đạo') input")
    publish(desk, section)

    page = NoticePage.objects.get()
    chosen = Unit.objects.filter(code__in=["10546", "10627"]).order_by("id").values_list("id", flat=True)
    assert page.reach == {"units": list(chosen)}
    assert LivePage.objects.get().reach == page.reach
    assert reached(page) == {"30", "10546", "10627"}

    desk.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    open_sharing(desk)
    labels = [label.strip() for label in desk.locator("[data-reach-chosen] label").all_inner_texts()]
    assert labels == ["Phường Bến Tắm (10546)", "Xã Cộng Hòa (10627)"]
    desk.check("[name=reach][value=tiers]")
    desk.check("text=Cấp huyện")
    publish(desk, section)
    assert reached(page) == {"30", "290", "291"}
    assert desk.faults == []


def test_an_imported_block_is_shown_and_kept_and_not_in_the_menu(desk, section):
    html = "<table><tbody><tr><td>Giờ làm việc</td></tr></tbody></table>"
    page = section.add_child(instance=NoticePage(title="Lịch", slug="lich", body=body_from_html(html)))
    desk.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert desk.input_value("textarea[readonly]") == html
    desk.click("[data-streamfield-stream-container] .c-sf-add-button >> nth=0")
    desk.wait_for_selector("[role=listbox]")
    menu = desk.inner_text("[role=listbox]")
    assert "Đoạn văn" in menu
    assert "Nội dung nhập từ tệp" not in menu
    desk.press("[role=combobox]", "Escape")
    publish(desk, section)
    page.refresh_from_db()
    assert (page.body[0].block_type, page.body[0].value) == ("imported", html)
    assert desk.faults == []
