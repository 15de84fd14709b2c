"""What a browser makes of the pages: axe finds nothing, nothing scrolls sideways."""

import io
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from build.gallery.pages import STYLE, Sample, gallery_style
from build.gallery.pages import gallery as pages_of
from build.gallery.world import World

pytestmark = pytest.mark.browser

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="30" height="20"/></svg>'
)
AXE = Axe().axe_script
RUN_AXE = """rules => axe.run(rules).then(
    found => found.violations.map(fault => [fault.id, fault.nodes.map(node => node.html)]))"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WCAG = {"runOnly": [rules for rules in RULES["runOnly"] if rules != "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
WIDTHS = [360, 1280]
NARROWEST = 320
"""What a screen of 1280 px is at 400 % zoom."""
SAME_ON_ALL_TIERS = "commune"


class Site:
    """A page in a browser, served from memory: the page itself and its assets."""

    def __init__(self, browser: Browser, samples: Any, width: int = 320, scheme: Any = "light") -> None:
        self.samples = samples
        self.html = ""
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
        )
        self.page.route("**/*", self._serve)

    def show(self, main: str, query: str = "", **page: Any) -> Page:
        return self.show_page(self.samples.page(main, title="Thử", **page), query)

    def show_page(self, html: str, query: str = "") -> Page:
        self.html = html
        self.page.goto(f"http://site.localhost/{query}")
        return self.page

    def _serve(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        path = address.path[1:]
        if path == "api/popular":
            route.fulfill(json={"popular": ["khai sinh"]})
        elif path in self.samples.assets.files:
            kind = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}[
                path.rpartition(".")[2]
            ]
            route.fulfill(body=self.samples.assets.files[path], content_type=kind)
        elif path == STYLE:
            route.fulfill(body=gallery_style(), content_type="text/css")
        elif path.startswith("_a/"):
            route.fulfill(body=PICTURE, content_type="image/svg+xml")
        else:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")


def _faults(page: Page, rules: Any = RULES) -> list[tuple[str, list[str]]]:
    """What axe finds wrong: the rule, and the elements that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(RUN_AXE, rules | {"resultTypes": ["violations"]})


@pytest.fixture(scope="session")
def gallery(samples: World) -> list[Sample]:
    """Every page of a commune's gallery; of the other tiers those that are not the same."""
    differs = {"page/home/", "page/article/", "page/notice-list/", "page/search/", "component/tier_trail/"}
    return [page for page in pages_of(samples) if samples.tier == SAME_ON_ALL_TIERS or page.path in differs]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_the_gallery_by_day_and_by_night(
    chromium: Browser, samples: World, gallery: list[Sample], width: int
) -> None:
    site = Site(chromium, samples, width)
    for sample in gallery:
        page = site.show_page(sample.html)
        whole = sample.path.startswith("page/")
        assert not _faults(page, RULES if whole else WCAG), sample.path
        # Only colours differ at night.
        page.emulate_media(color_scheme="dark")
        assert not _faults(page, COLOURS), sample.path
        page.emulate_media(color_scheme="light")
    site.page.close()


def test_nothing_in_the_gallery_scrolls_sideways(
    chromium: Browser, samples: World, gallery: list[Sample]
) -> None:
    site = Site(chromium, samples)
    for width in (NARROWEST, *WIDTHS):
        site.page.set_viewport_size({"width": width, "height": 800})
        for sample in gallery:
            page = site.show_page(sample.html)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, sample.path)
    site.page.close()


def test_no_page_of_the_gallery_shows_its_markup(
    chromium: Browser, samples: World, gallery: list[Sample]
) -> None:
    site = Site(chromium, samples)
    for sample in gallery:
        shown = site.show_page(sample.html).locator("body").inner_text()
        assert not re.search(r"</?[a-z]+[ >]|[{}%]{2}|&\w+;", shown), sample.path
    site.page.close()


def test_no_column_of_the_home_page_stays_blank_beside_a_long_section(
    chromium: Browser, samples: World
) -> None:
    site = Site(chromium, samples, 1280)
    page = site.show(samples.main("home.html", **samples.full_home()))
    ends: dict[float, float] = {}
    for group in page.locator(".section-group").all():
        box = group.bounding_box()
        assert box["x"] + box["width"] <= 1280
        if box["width"] < 700:
            ends[box["x"]] = max(ends.get(box["x"], 0), box["y"] + box["height"])
    top = page.locator(".groups").bounding_box()["y"]
    assert len(ends) in (2, 3)
    assert min(ends.values()) - top > 0.7 * (max(ends.values()) - top)
    page.close()


def test_a_reader_may_choose_day_or_night(chromium: Browser, commune: World) -> None:
    site = Site(chromium, commune)
    page = site.show("<h1>Thử</h1>")
    ground = "getComputedStyle(document.body).backgroundColor"
    found = {}
    for device in ("light", "dark"):
        page.emulate_media(color_scheme=device)
        found[device, None] = page.evaluate(ground)
        for chosen in ("light", "dark"):
            found[device, chosen] = page.evaluate(
                f"(document.documentElement.dataset.scheme = '{chosen}', {ground})"
            )
        page.evaluate("delete document.documentElement.dataset.scheme")
    day, night = found["light", None], found["dark", None]
    assert day != night
    assert found["light", "dark"] == found["dark", "dark"] == night
    assert found["dark", "light"] == found["light", "light"] == day
    page.close()


def test_all_sections_open_over_a_wide_page_and_push_nothing_away(chromium: Browser, commune: World) -> None:
    site = Site(chromium, commune, 1280)
    page = site.show(commune.main("not_found.html", **commune.site_context))
    before = page.locator("main h1").bounding_box()
    page.get_by_text("Tất cả chuyên mục").click()
    assert page.locator(".navigation-all li a").last.is_visible()
    assert page.locator("main h1").bounding_box() == before
    assert page.locator(".navigation-all ul").bounding_box()["y"] > 0
    page.close()


def test_marks_of_two_lines_do_not_meet(chromium: Browser, commune: World) -> None:
    page = chromium.new_page(viewport={"width": 600, "height": 900})
    style = commune.assets.files[commune.assets.stylesheet[1:]].decode()
    lines = '<i style="color: #f00">ẶGỢỰ, gỵ;</i><br><i style="color: #00f">ẪỂỖẴỄ ễẫỗ</i>'
    for element in ("p", "h1", "h2", "h3", "h4"):
        page.set_content(f"<style>{style} i {{ font-style: normal }}</style><{element}>{lines}</{element}>")
        red, _, blue = Image.open(io.BytesIO(page.locator(element).screenshot())).convert("RGB").split()
        # Red ink takes the blue out of the paper, and blue ink the red.
        upper, lower = (Image.eval(part, lambda light: 255 * (light < 100)).getbbox() for part in (blue, red))
        assert upper is not None, element
        assert lower is not None, element
        assert upper[3] < lower[1], element
    page.close()


def test_the_navigation_opens_without_a_script(chromium: Browser, commune: Any) -> None:
    site = Site(chromium, commune)
    page = site.show(commune.main("not_found.html", **commune.site_context))
    last = page.locator(".navigation-all li a").last
    assert not last.is_visible()
    page.get_by_text("Tất cả chuyên mục").click()
    assert last.is_visible()
    page.close()


def test_the_keyboard_reaches_the_main_part_first(chromium: Browser, commune: Any) -> None:
    site = Site(chromium, commune)
    page = site.show(commune.main("not_found.html", **commune.site_context))
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.close()


def test_print_shows_the_source_and_leaves_out_the_navigation(chromium: Browser, commune: Any) -> None:
    site = Site(chromium, commune)
    page = site.show(commune.main("types/notice.html", **commune.document("notice")))
    page.emulate_media(media="print")
    assert page.get_by_text(re.compile("Địa chỉ trang: http")).is_visible()
    assert not page.locator(".navigation").is_visible()
    assert not page.locator(".search-form").is_visible()
    page.close()
