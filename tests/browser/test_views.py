"""Registers, figures and charts in a real browser: what readers do with them."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from build.snapshot.schema import Document, File, digest
from tests.samples.filled import EVENT, document_fields, information, legal, procedure, schedule, with_pages
from tests.samples.served import serving
from tests.samples.snapshots import Example
from tests.samples.windows import Windows

pytestmark = pytest.mark.browser

HOSTNAME = "ben-tam.chi-linh.hai-duong.localhost"
ROWS = "".join(
    f"<tr><td>Khoản chi số {n}</td><td>{n * 1000}</td><td>{n * 900}</td></tr>" for n in range(1, 9)
)
FIGURES = (
    "<table><caption>Chi ngân sách</caption><thead><tr><th>Khoản</th><th>Dự toán</th><th>Thực hiện</th></tr>"
    f"</thead><tbody>{ROWS}</tbody></table>"
)
PATHS = (
    "/van-ban/",
    "/van-ban/nam/2025/",
    "/thu-tuc-hanh-chinh/",
    "/ngan-sach/trang-0/",
    "/to-chuc/",
    "/thu-vien/trang-0/",
    "/lich-lam-viec/",
    "/lich-lam-viec/trang-0/",
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OWN_CLOCK = pytest.mark.parametrize("page", [{"once": True}], indirect=True)
RUN_AXE = "options => axe.run(options).then(found => found.violations.map(fault => fault.id))"


def _office() -> Document:
    people = [{"name": "Phạm Thị Cúc", "post": "Văn thư", "phone": "", "email": ""}]
    names = ("summary", "body", "contact", "hours", "address", "email")
    fields = dict.fromkeys(names, "") | {"title": "Văn phòng", "phone": "0220 3888 444", "people": people}
    return Document(type="organisation", fields=fields)


def _album() -> Document:
    pictures = [
        File(
            sha256=digest(b"x" * size),
            extension="png",
            media_type="image/png",
            size=size,
            name=f"{size}.png",
            alt="Rước kiệu",
            width=1200,
            height=800,
        )
        for size in (100, 101)
    ]
    return Document(type="gallery", fields=document_fields(title="Lễ hội"), files=tuple(pictures))


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a register, procedures, figures and an office."""
    example = Example(tmp_path_factory.mktemp("var"))
    with_pages(example, "van-ban", *map(legal, range(24)))
    with_pages(example, "thu-tuc-hanh-chinh", *map(procedure, range(24)))
    with_pages(example, "ngan-sach", information(FIGURES))
    with_pages(example, "to-chuc", _office())
    with_pages(example, "thu-vien", _album())
    with_pages(
        example, "lich-lam-viec", schedule("2025-04-21", EVENT, EVENT | {"day": 3, "place": "Hội trường"})
    )
    example.render()
    sites = tmp_path_factory.mktemp("sites")
    for path, content in example.files().items():
        _write(sites / HOSTNAME / path, content)
    with socket.create_server(("127.0.0.1", 0)) as listener, serving(listener, sites):
        yield f"http://{HOSTNAME}:{listener.getsockname()[1]}"


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@pytest.fixture
def page(windows: Windows, site_url: str, request: pytest.FixtureRequest) -> Page:
    """A page of the site; parameters are the browser's settings."""
    settings: dict[str, Any] = {"viewport": {"width": 360, "height": 800}, **getattr(request, "param", {})}
    return windows.open(base_url=site_url, reduced_motion="reduce", **settings)


def _rows(page: Page) -> int:
    return page.locator(".register li:visible, .procedures li:visible").count()


def test_typing_narrows_the_register_with_marks_or_without(page):
    page.goto("/van-ban/")
    assert _rows(page) == 24
    page.get_by_label("Tìm theo số, ký hiệu").press_sequentially("quyet dinh")
    assert _rows(page) == 8
    assert "8 trong 24 mục" in page.locator(".row-filter [role=status]").inner_text()
    page.get_by_label("Tìm theo số, ký hiệu").fill("23/QĐ-UBND")
    assert _rows(page) == 1
    page.get_by_label("Tìm theo số, ký hiệu").fill("không có số này")
    assert _rows(page) == 0
    assert "Không có mục nào" in page.locator(".row-filter [role=status]").inner_text()
    page.get_by_label("Tìm theo số, ký hiệu").fill("")
    assert _rows(page) == 24


def test_fields_are_an_index_that_opens_for_what_is_typed(page):
    page.goto("/thu-tuc-hanh-chinh/")
    assert _rows(page) == 0
    fields = page.locator(".procedure-domain summary:visible")
    index = fields.all_inner_texts()
    page.get_by_label("Tìm theo tên hoặc mã").fill("khai sinh")
    assert fields.all_inner_texts() == ["Hộ tịch (12)"]
    assert _rows(page) == 12
    page.get_by_label("Tìm theo tên hoặc mã").fill("")
    assert fields.all_inner_texts() == index
    assert _rows(page) == 0
    page.emulate_media(media="print")
    assert _rows(page) == 24


def test_closed_fields_are_open_while_the_page_is_printed_in_any_browser(page):
    page.goto("/thu-tuc-hanh-chinh/")
    page.locator(".procedure-domain summary").first.click()
    shown = _rows(page)
    for _ in range(2):
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert _rows(page) == 24
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert 0 < _rows(page) == shown


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_a_field_opens_without_scripts_by_keyboard(page):
    page.goto("/thu-tuc-hanh-chinh/")
    page.locator(".procedure-domain summary").first.focus()
    page.keyboard.press("Enter")
    assert _rows(page) > 0


def test_what_is_sent_is_looked_for_among_documents(page):
    page.goto("/van-ban/")
    page.get_by_label("Tìm theo số, ký hiệu").fill("khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=khai+sinh&type=legal_document")


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_the_register_can_be_narrowed_without_scripts(page):
    page.goto("/van-ban/")
    assert not page.locator(".row-filter").is_visible()
    page.get_by_role("navigation", name="Theo năm").get_by_role("link", name="Năm 2024").click()
    assert page.locator("h1").inner_text() == "Văn bản năm 2024"
    assert _rows(page) == 8
    page.get_by_role("link", name="Xem tất cả: Văn bản").click()
    assert _rows(page) == 24


def test_figures_are_bars_in_view_and_can_be_taken_home(page):
    page.goto("/ngan-sach/trang-0/")
    bars = page.locator("svg.plot rect")
    widths = [bar.bounding_box()["width"] for bar in bars.all()]
    assert widths[14] == pytest.approx(8 * widths[0], rel=0.1)
    assert page.get_by_role("img", name="Chi ngân sách").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert Path(download.value.path()).read_bytes().startswith("Khoản,Dự toán".encode("utf-8-sig"))


@OWN_CLOCK
@pytest.mark.parametrize(
    ("day", "words"),
    [("2025-05-31", "Chưa có hiệu lực"), ("2025-12-31", "Còn hiệu lực"), ("2026-01-01", "Hết hiệu lực")],
)
def test_a_document_says_whether_it_is_in_force_on_the_readers_day(page, day, words):
    page.clock.set_fixed_time(f"{day}T08:00:00+07:00")
    page.goto("/van-ban/trang-10/")
    assert page.locator(".facts strong").inner_text() == words
    page.goto("/van-ban/hieu-luc/co-ngay-het/")
    assert words in page.locator(".register li", has_text="Văn bản số 10").inner_text()
    page.goto("/van-ban/trang-3/")
    assert "chưa ghi ngày có hiệu lực" in page.locator(".facts").inner_text()


@OWN_CLOCK
@pytest.mark.parametrize("path", ["/lich-lam-viec/", "/lich-lam-viec/trang-0/"])
def test_today_is_marked_in_the_week(page, path):
    page.clock.set_fixed_time("2025-04-23T23:30:00+07:00")
    page.goto(path)
    assert page.get_by_text("Hôm nay").locator("visible=true").count() == 1
    assert "Thứ Tư" in page.locator("[aria-current=date]").inner_text()


def test_an_office_is_called_from_the_chart_and_who_has_no_number_says_so(page):
    page.goto("/to-chuc/")
    chart = page.get_by_role("region", name="Sơ đồ tổ chức và liên hệ")
    assert chart.get_by_role("link", name="0220 3888 444").get_attribute("href") == "tel:+842203888444"
    assert "Chưa công bố số điện thoại" in chart.inner_text()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_pictures_are_looked_at_one_after_the_other_by_keyboard_and_without_scripts(page):
    page.goto("/thu-vien/trang-0/")
    page.get_by_role("link", name="Xem ảnh 1").focus()
    page.keyboard.press("Enter")
    assert page.locator(".album-view:visible").get_attribute("aria-label") == "Ảnh 1 trên 2"
    page.get_by_role("link", name="Ảnh sau").click()
    assert page.locator(".album-view:visible").get_attribute("aria-label") == "Ảnh 2 trên 2"
    page.go_back()
    page.get_by_role("link", name="Đóng").click()
    assert page.locator(".album-view:visible").count() == 0


@pytest.mark.parametrize("path", PATHS)
def test_views_fit_the_screen_and_can_be_read_by_everybody(page, path):
    assert page.goto(path).status == 200
    page.evaluate(Axe().axe_script)
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert page.evaluate(RUN_AXE, {"runOnly": WCAG, "resultTypes": ["violations"]}) == [], (width, scheme)
