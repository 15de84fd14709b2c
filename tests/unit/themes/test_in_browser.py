"""What a browser makes of the pages: axe finds nothing, nothing scrolls sideways, search answers."""

import io
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

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
    """A page in a browser, served from memory: the page itself, its assets, and what the search says."""

    def __init__(self, browser: Browser, samples: Any, width: int = 320, scheme: Any = "light") -> None:
        self.samples = samples
        self.asked: list[dict[str, list[str]]] = []
        self.answers: list[Any] = []
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
        if path == "api/search":
            self.asked.append(parse_qs(address.query))
            self._answer(route)
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

    def _answer(self, route: Route) -> None:
        answer = self.answers.pop(0)
        if answer is None:
            route.fulfill(status=503, body="")
        else:
            route.fulfill(body=json.dumps(answer), content_type="application/json")


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


def _answer(*titles: str, cursor: str = "", total: int = 2) -> dict[str, Any]:
    results = [
        {
            "title": title,
            "url": "http://hai-duong.localhost:8000/thong-bao/mot/",
            "snippet": "Làm <mark>khai sinh</mark> &lt;b&gt; tại xã <img src=x onerror=alert(1)>",
            "unit_name": "Phường Bến Tắm",
            "origin_name": "Tỉnh Hải Dương",
            "type": "notice",
            "type_label": "Thông báo",
            "date": "2025-01-07T08:30:00+07:00",
        }
        for title in titles
    ]
    facets = {
        "type": [{"value": "notice", "label": "Thông báo", "count": 2}],
        "tier": [],
        "unit": [{"value": "30", "label": "Tỉnh Hải Dương", "count": 2}],
        "year": [],
    }
    return {"results": results, "total": total, "facets": facets, "cursor": cursor, "note": ""}


@pytest.fixture
def searching(chromium: Browser, commune: Any) -> Iterator[Site]:
    site = Site(chromium, commune)
    yield site
    site.page.close()


def _search(site: Site, query: str, *answers: Any) -> Page:
    site.answers = list(answers)
    return site.show(site.samples.main("search.html", **site.samples.site_context), query)


def test_all_filters_of_a_search_stand_in_one_row_on_a_wide_screen(searching: Site) -> None:
    page = _search(searching, "?q=khai+sinh", _answer("Đăng ký khai sinh"))
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_text("Lọc kết quả").click()
    tops = [choice.bounding_box()["y"] for choice in page.locator("#bo-loc select").all()]
    assert len(tops) == 4
    assert len(set(tops)) == 1


def test_search_shows_results_with_what_was_looked_for_marked(searching: Site) -> None:
    page = _search(searching, "?q=khai+sinh&scope=everywhere", _answer("Đăng ký <mark>khai sinh</mark>"))
    result = page.locator("#ket-qua li")
    assert result.locator("h2 a").inner_text() == "Đăng ký khai sinh"
    assert result.locator("h2 mark").inner_text() == "khai sinh"
    assert "07/01/2025" in result.inner_text()
    assert "Nguồn: Tỉnh Hải Dương" in result.inner_text()
    assert page.locator("#trang-thai").inner_text() == "Tìm thấy 2 kết quả."
    page.get_by_text("Lọc kết quả").click()
    assert page.get_by_label("Loại nội dung").locator("option").all_inner_texts() == [
        "Tất cả",
        "Thông báo (2)",
    ]
    assert not _faults(page)
    assert searching.asked == [
        {"q": ["khai sinh"], "scope": ["everywhere"], "unit": [searching.samples.unit.code]}
    ]


def test_search_never_runs_what_an_answer_holds(searching: Site) -> None:
    page = _search(searching, "?q=a", _answer("<script>alert(1)</script>"))
    page.locator("#ket-qua li").wait_for()
    assert page.locator("#ket-qua img, #ket-qua script").count() == 0
    assert "<b>" in page.locator("#ket-qua li").inner_text()


def test_search_goes_on_to_the_next_page(searching: Site) -> None:
    page = _search(searching, "?q=a", _answer("Một", cursor="sau"), None, _answer("Hai"))
    page.get_by_role("button", name="Xem thêm kết quả").click()
    page.get_by_text("Máy tìm kiếm chưa trả lời").wait_for()
    page.get_by_role("button", name="Xem thêm kết quả").click()
    page.locator("#ket-qua li").nth(1).wait_for()
    assert page.locator("#ket-qua h2").all_inner_texts() == ["Một", "Hai"]
    assert [question.get("cursor") for question in searching.asked] == [None, ["sau"], ["sau"]]
    assert not page.get_by_role("button", name="Xem thêm kết quả").is_visible()


def test_search_follows_a_choice_and_keeps_it_in_the_address(searching: Site) -> None:
    page = _search(searching, "?q=a", _answer("Một"), _answer("Hai"))
    page.get_by_text("Lọc kết quả").click()
    page.get_by_label("Đơn vị", exact=True).select_option("30")
    page.get_by_role("heading", name="Hai").wait_for()
    assert searching.asked[1]["shown_by"] == ["30"]
    assert "shown_by=30" in page.url


def test_search_says_when_nothing_was_found_and_when_nobody_answers(searching: Site) -> None:
    page = _search(searching, "?q=a&year=2019", {**_answer(total=0), "facets": {}}, None)
    page.get_by_text("Không tìm thấy kết quả nào").wait_for()
    assert page.get_by_label("Năm").input_value() == "2019"
    page.get_by_label("Tất cả các trang").check()
    page.get_by_text("Máy tìm kiếm chưa trả lời").wait_for()


def test_search_passes_on_what_the_api_says_is_wrong(searching: Site) -> None:
    page = _search(searching, "?q=a&scope=unit", {"detail": "Không có đơn vị nào mang mã 99."})
    page.get_by_text("Không có đơn vị nào mang mã 99.").wait_for()
