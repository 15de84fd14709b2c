"""A commune decides about what comes from above; the province changes a text; the sites' files show it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cms.pages.models import NoticePage

pytestmark = pytest.mark.browser
LIST = "/quan-tri/tin-bai-tu-cap-tren/"
CUT = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const cut = (field) => {
    const style = getComputedStyle(field);
    pen.font = style.font;
    const texts = field.options ? [...field.options].map((option) => option.text) : [field.placeholder];
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return texts.filter((text) => pen.measureText(text).width > room);
  };
  return [...document.querySelectorAll(".above-filter :is(input, select)")].flatMap(cut);
}"""
SAID = {
    "Giữ nguyên bản này": "Đã giữ nguyên bản hiện nay của “Thông báo của tỉnh”.",
    "Theo bản mới": "Đã theo lại bản mới của “Thông báo của tỉnh”.",
    "Tách thành trang của đơn vị": "Đã tách thành trang của đơn vị: “Thông báo của tỉnh”.",
}
NARROW = {"width": 360, "height": 740}


def line(page: Page, title: str):
    return page.locator(".above-line", has_text=title)


def open_list(page: Page) -> None:
    page.goto(LIST)
    expect(page.get_by_role("heading", name="Tin bài từ cấp trên", exact=True)).to_be_attached()


def test_hiding_overriding_and_adopting(province, desk, drain, site, clicks):
    province.write("P", "Lịch tiêm chủng", "lich-tiem", reach="all", contact="Sở Y tế", hours="Sáng")
    province.write("P", "Mẫu đơn dùng chung", "mau-don", reach="all", strength="offered")
    drain()
    assert site("C", "/thong-bao/cua-tinh/") is not None
    assert site("C", "/thong-bao/mau-don/") is None
    page = desk("approver", "C")
    page.get_by_role("link", name="Tin bài từ cấp trên").first.click()

    with clicks(page) as counted:
        page.get_by_role("button", name="Ẩn: Thông báo của tỉnh").click()
        expect(line(page, "Thông báo của tỉnh")).to_contain_text("Đã ẩn ở đây")
    assert counted.presses <= 2

    with clicks(page) as counted:
        page.get_by_role("button", name="Nhận dùng: Mẫu đơn dùng chung").click()
        expect(line(page, "Mẫu đơn dùng chung")).to_contain_text("Đã nhận dùng, theo tỉnh Hải Dương")
    assert counted.presses <= 2

    page.get_by_role("link", name="Thay đổi: Lịch tiêm chủng").click()
    expect(page.locator("#muc-contact + .above-field__sides")).to_contain_text("Sở Y tế")
    page.get_by_label("Liên hệ: bản của đơn vị").fill("Trạm y tế Bến Tắm")
    # Typing says that the unit's own text is meant.
    expect(page.locator("[name=use-contact]")).to_be_checked()
    page.get_by_role("button", name="Lưu thay đổi của đơn vị").click()
    expect(line(page, "Lịch tiêm chủng")).to_contain_text("có thay đổi ở: liên hệ")

    drain()
    assert site("C", "/thong-bao/cua-tinh/") is None
    assert site("E", "/thong-bao/cua-tinh/") is not None
    assert "Mẫu đơn dùng chung" in site("C", "/thong-bao/mau-don/")
    assert site("E", "/thong-bao/mau-don/") is None
    changed = site("C", "/thong-bao/lich-tiem/")
    assert "Trạm y tế Bến Tắm" in changed
    assert "Sáng" in changed
    assert "Sở Y tế" in site("E", "/thong-bao/lich-tiem/")
    assert page.faults == []


def test_suspending_resuming_and_detaching(province, desk, clicks):
    page = desk("approver", "C")
    open_list(page)
    entry = line(page, "Thông báo của tỉnh")

    def decide(button: str) -> None:
        with clicks(page) as counted:
            entry.get_by_label("Việc khác: Thông báo của tỉnh").click()
            entry.get_by_role("button", name=button, exact=True).click()
            expect(page.get_by_text(SAID[button])).to_be_visible()
        assert counted.presses <= 2

    decide("Giữ nguyên bản này")
    expect(entry).to_contain_text("tạm ngừng theo tỉnh Hải Dương")
    decide("Theo bản mới")
    expect(entry).to_contain_text("Theo tỉnh Hải Dương")
    decide("Tách thành trang của đơn vị")
    # Where the unit goes on with it.
    expect(page.locator("[name=title]")).to_have_value("Thông báo của tỉnh")
    own = NoticePage.objects.get(path__startswith=province["C"].root_page.path)
    assert own.live
    assert page.url.endswith(f"/pages/{own.pk}/edit/")
    assert page.faults == []


def test_the_origin_changes_what_the_commune_changed(province, desk, drain, site):
    notice = province.write(
        "P", "Lịch tiêm chủng", "lich-tiem", reach="all", summary="Mang theo sổ.\nĐến đúng giờ.\nGọi 1022."
    )
    page = desk("approver", "C")
    page.goto(f"{LIST}{notice.pk}/")
    page.get_by_label("Tóm tắt: bản của đơn vị").fill("Mang theo sổ.\nĐến đúng giờ.\nGọi trạm y tế.")
    page.get_by_role("button", name="Lưu thay đổi của đơn vị").click()
    expect(page.get_by_text("Đã lưu thay đổi của đơn vị")).to_be_visible()

    origin = NoticePage.objects.get(pk=notice.pk)
    origin.summary = "Mang theo sổ và giấy tờ.\nĐến đúng giờ.\nGọi 1022."
    origin.save_revision().publish()
    page.goto("/quan-tri/")
    expect(page.get_by_text("Tỉnh Hải Dương đã sửa tóm tắt sau khi đơn vị thay đổi")).to_be_visible()
    page.get_by_role("link", name="So sánh và chọn: Lịch tiêm chủng").click()
    expect(page.locator("mark", has_text="giấy")).to_be_visible()
    expect(page.locator("mark", has_text="1022")).to_be_visible()
    merged = page.get_by_label("Tóm tắt: bản gộp")
    expect(merged).to_have_value("Mang theo sổ và giấy tờ.\nĐến đúng giờ.\nGọi trạm y tế.")
    page.get_by_role("button", name="Lưu bản gộp").click()
    page.goto("/quan-tri/")
    expect(page.get_by_text("Không có gì phải xem.")).to_be_visible()

    drain()
    shown = site("C", "/thong-bao/lich-tiem/")
    assert "Mang theo sổ và giấy tờ." in shown
    assert "Gọi trạm y tế." in shown
    assert "Gọi 1022." in site("E", "/thong-bao/lich-tiem/")


def test_a_renamed_page_is_found_where_it_was_on_every_site(province, desk, drain, site):
    notice = NoticePage.objects.get(slug="cua-tinh")
    drain()
    notice.slug = "cua-tinh-moi"
    notice.save_revision().publish()
    drain()
    for unit in "PDC":
        assert "Thông báo của tỉnh" in site(unit, "/thong-bao/cua-tinh-moi/")
        assert 'content="0; url=/thong-bao/cua-tinh-moi/"' in site(unit, "/thong-bao/cua-tinh/")
    notice.unpublish()
    drain()
    assert site("C", "/thong-bao/cua-tinh-moi/") is None
    assert site("C", "/thong-bao/cua-tinh/") is None


def test_many_at_once_on_a_small_screen_by_keyboard(province, desk):
    for number in range(3):
        province.write("P", f"Thông báo số {number}", f"so-{number}", reach="all")
    page = desk("approver", "C", viewport=NARROW)
    open_list(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("Chọn cả").focus()
    page.keyboard.press("Space")
    bulk = page.get_by_role("group", name="Quyết định về các trang đã chọn")
    bulk.get_by_role("button", name="Ẩn", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã ẩn 4 trang.")).to_be_visible()
    more = line(page, "Thông báo số 1").get_by_label("Việc khác: Thông báo số 1")
    more.focus()
    page.keyboard.press("Enter")
    expect(line(page, "Thông báo số 1").get_by_role("button", name="Giữ nguyên bản này")).to_be_visible()


def test_the_filters_can_be_read_whole(province, desk):
    page = desk("approver", "C")
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        open_list(page)
        assert page.evaluate(CUT) == [], width


def test_the_screens_fit_and_can_be_read_aloud(province, desk):
    notice = province.write("P", "Lịch tiêm chủng", "lich-tiem", reach="all", contact="Sở Y tế")
    page = desk("approver", "C", viewport=NARROW)
    page.goto(f"{LIST}{notice.pk}/")
    page.get_by_label("Liên hệ: bản của đơn vị").fill("Trạm")
    page.get_by_role("button", name="Lưu thay đổi của đơn vị").click()
    expect(page.get_by_text("Đã lưu thay đổi của đơn vị")).to_be_visible()
    origin = NoticePage.objects.get(pk=notice.pk)
    origin.contact = "Sở mới"
    origin.save_revision().publish()
    for address in (LIST, f"{LIST}{notice.pk}/", f"{LIST}{notice.pk}/so-sanh/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        # Wagtail's own frame is not ours to judge; what stands in it is.
        found = Axe().run(
            page, context=".nice-padding", options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]}
        )
        assert found.response["violations"] == [], address
