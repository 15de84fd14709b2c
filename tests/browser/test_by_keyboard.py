"""Whole journeys by keyboard alone, and at four times the size: nobody needs a mouse or good eyes."""

import re

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HOSTNAME = "ben-tam.chi-linh.hai-duong.localhost"
MOST_STEPS = 80
FOCUSED = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
  const outlined = style.outlineStyle !== "none" || style.boxShadow !== "none";
  const said = here.innerText?.trim() || here.ariaLabel || here.name || "";
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
