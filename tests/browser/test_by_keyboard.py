"""Whole journeys by keyboard alone, and at four times the size: nobody needs a mouse or good eyes."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PROVINCE = "hai-duong.localhost"
HOSTNAME = "ben-tam.chi-linh.hai-duong.localhost"
MOST_STEPS = 80
FOCUSED = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
  const outlined = style.outlineStyle !== "none" || style.boxShadow !== "none";
  const said = here.innerText?.trim() || here.ariaLabel || here.name || here.labels?.[0]?.innerText || "";
  return [said, box.bottom > 0 && box.top < innerHeight, outlined];
}"""


@pytest.fixture(
    params=[{"width": 1280, "height": 800}, {"width": 320, "height": 256}], ids=["wide", "at 400 %"]
)
def reader(chromium, province_url, request):
    """Somebody with a keyboard and no mouse; 1280 × 1024 at 400 % is 320 × 256."""
    page = chromium.new_page(viewport=request.param, reduced_motion="reduce")
    page.goto(province_url.format(hostname=HOSTNAME) + "/")
    yield page
    page.close()


def step_to(page: Page, words: str) -> None:
    """Tab until what says ``words`` has the focus; at each step one sees where one is."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        said, on_screen, shown = page.evaluate(FOCUSED)
        assert on_screen, said
        assert shown, said
        if re.search(words, said):
            return
    raise AssertionError(f"{words} was not reached in {MOST_STEPS} steps")


def follow(page: Page, words: str) -> None:
    """Go where the link leads that says ``words``."""
    step_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_through_the_menu_to_an_answer_and_up_to_the_province(reader):
    step_to(reader, "^Tất cả chuyên mục$")
    reader.keyboard.press("Enter")
    follow(reader, "^Hỏi đáp$")
    follow(reader, "Thủ tục xác nhận tình trạng hôn nhân")
    assert reader.locator("main h1").inner_text().startswith("Thủ tục xác nhận")
    follow(reader, "^Tỉnh Hải Dương$")
    assert "//hai-duong." in reader.url


def test_past_the_menu_to_what_is_new(reader):
    step_to(reader, "^Đến nội dung chính$")
    reader.keyboard.press("Enter")
    step_to(reader, "^Xem tất cả")
    with reader.expect_navigation():
        reader.keyboard.press("Enter")
    assert reader.locator("main h1").inner_text().strip()


def ask(page: Page, words: str) -> None:
    """Ask at the top of the page, and find something: in the site's own files."""
    page.route("**/api/search?*", lambda route: route.abort())
    step_to(page, "^q$")
    page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#trang-thai")).to_contain_text("Tìm thấy")


def test_from_a_question_to_a_result_and_its_page(reader):
    ask(reader, "tình trạng hôn nhân")
    follow(reader, "^Thủ tục xác nhận tình trạng hôn nhân")
    assert "tình trạng hôn nhân" in reader.locator("main h1").inner_text()


def test_a_commune_is_chosen_and_one_of_its_pages_saved(reader, province_url):
    reader.goto(province_url.format(hostname=PROVINCE) + "/")
    follow(reader, "^Ứng dụng, tìm nơi bạn ở$")
    step_to(reader, "^Tên xã, phường")
    reader.keyboard.type("ben tam")
    expect(reader.locator(".unit-finder-found button")).to_be_visible()
    step_to(reader, "^Phường Bến Tắm, Thành phố Chí Linh$")
    reader.keyboard.press("Enter")
    news = reader.locator(".my-unit-news a").first
    expect(news).to_be_visible()
    assert reader.evaluate("document.activeElement.innerText") == "Phường Bến Tắm"
    title = news.inner_text()
    follow(reader, f"^{re.escape(title)}$")
    step_to(reader, "^Công cụ đọc$")
    reader.keyboard.press("Enter")
    step_to(reader, "^Lưu trang$")
    reader.keyboard.press("Enter")
    follow(reader, "^Ứng dụng và trang đã lưu$")
    follow(reader, f"^{re.escape(title)}$")
    assert reader.locator("main h1").inner_text() == title
