"""Deployed sites in a real browser: nothing breaks, nothing foreign is loaded, everybody can read them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page, Request

from build.snapshot.page_types import PAGE_TYPES
from tests.conftest import figure
from tests.samples.province import SECTION_OF
from tests.samples.windows import Windows

pytestmark = pytest.mark.browser

HOSTNAME = "ben-tam.chi-linh.hai-duong.localhost"
PROVINCE = "hai-duong.localhost"
TYPES = [f"/{SECTION_OF[name]}/{name.replace('_', '-')}-10546/" for name in PAGE_TYPES]
INHERITED = "/thong-bao/notice-30/"
FRONTS = ["/thong-bao/", "/thong-bao/trang/2/", "/thu-tuc-hanh-chinh/", "/van-ban/", "/hoi-dap/"]
PAGES = ["/", *FRONTS, *TYPES, INHERITED, "/tim-kiem/", "/du-lieu-mo/", "/khong-co-trang-nay/"]
WIDE = ["/", "/van-ban/", INHERITED, TYPES[5]]
RUN_AXE = "options => axe.run(options).then(found => found.violations)"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Visitor:
    """A reader at a screen of one size; what went wrong on the way is in ``complaints``."""

    def __init__(self, windows: Windows, site_url: str, **window: Any) -> None:
        self.site_url = site_url
        self.complaints: list[str] = []
        self.page: Page = windows.open(reduced_motion="reduce", **window)
        for event, hear in self._events.items():
            self.page.on(event, hear)

    @property
    def _events(self) -> dict[Any, Any]:
        return {
            "request": self._look_at,
            "requestfailed": self._look_why,
            "pageerror": self._note,
            "console": self._listen,
        }

    def leave(self) -> None:
        """Look no more."""
        for event, hear in self._events.items():
            self.page.remove_listener(event, hear)

    def visit(self, path: str, hostname: str = HOSTNAME) -> int:
        """Open a page of a site and return the status it came with."""
        self.hostname = hostname
        response = self.page.goto(self.site_url.format(hostname=hostname) + path)
        assert response is not None
        return response.status

    def _look_at(self, request: Request) -> None:
        if not request.url.startswith(self.site_url.format(hostname=self.hostname) + "/"):
            self.complaints.append(f"third party: {request.url}")

    def _look_why(self, request: Request) -> None:
        # What was still on its way when the reader went on is nobody's fault.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _note(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _listen(self, line: ConsoleMessage) -> None:
        # A browser reports the page that is meant to be missing as an error of its own.
        if line.type in ("error", "warning") and "status of 404" not in line.text:
            self.complaints.append(f"console: {line.text}")


@pytest.fixture
def visitor(windows: Windows, province_url: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A reader; parameters are the browser's settings."""
    visitor = Visitor(windows, province_url, **getattr(request, "param", {}))
    yield visitor
    visitor.leave()


def _screen(width: int, **settings: Any) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 800}, **settings}


def _status(path: str) -> int:
    return 404 if path == "/khong-co-trang-nay/" else 200


def _fits(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 800})
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("first", "read", "paths"), [(320, 360, PAGES), (1280, 1280, WIDE)], ids=["telephone", "desk"]
)
def test_pages_fit_every_screen_and_axe_finds_nothing_in_light_and_in_dark(visitor, first, read, paths):
    """Opened on the first screen, without complaints or third parties, then on others, and read by axe."""
    axe = Axe().axe_script
    for path in paths:
        visitor.page.set_viewport_size({"width": first, "height": 800})
        assert visitor.visit(path) == _status(path), path
        for width in (320, 1280, 360, read):
            assert _fits(visitor.page, width), (width, path)
        assert visitor.complaints == [], path
        visitor.page.evaluate(axe)
        assert _violations(visitor.page, WCAG) == [], path
        # Only colours differ in the dark.
        visitor.page.emulate_media(color_scheme="dark")
        assert _violations(visitor.page, ["color-contrast"]) == [], path
        visitor.page.emulate_media(color_scheme="light")


@pytest.mark.soak
def test_no_page_of_any_tier_loads_or_runs_what_is_foreign(visitor, built_province):
    _, folder = built_province
    for site in sorted((folder / "sites").iterdir()):
        # What the page before still asks for is asked of another site.
        visitor.page.goto("about:blank")
        pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        assert len(pages) > 40
        for page in pages[:: figure(9, 1)]:
            assert visitor.visit(f"/{page.removesuffix('index.html')}", site.name) == 200
    assert visitor.complaints == []


@pytest.mark.parametrize("hostname", [PROVINCE, "chi-linh.hai-duong.localhost"])
def test_pages_load_in_the_province_and_the_district_too(visitor, hostname):
    for path in ("/", "/thong-bao/", INHERITED, "/tim-kiem/"):
        assert visitor.visit(path, hostname) == 200
    assert visitor.complaints == []


@pytest.mark.parametrize("visitor", [_screen(360)], indirect=True)
def test_the_provinces_page_in_english_can_be_read_by_everybody(visitor):
    assert visitor.visit("/en/", PROVINCE) == 200
    assert visitor.page.locator("html[lang=en] main h1").count() == 1
    visitor.page.evaluate(Axe().axe_script)
    for width, scheme in ((320, "light"), (360, "dark"), (1280, "light")):
        assert _fits(visitor.page, width), width
        visitor.page.emulate_media(color_scheme=scheme)
        assert _violations(visitor.page, WCAG) == [], (width, scheme)
    visitor.page.get_by_text("Reading tools").click()
    visitor.page.get_by_role("button", name="Save page").click()
    visitor.page.get_by_role("button", name="Remove saved page").wait_for()
    assert visitor.complaints == []


def _violations(page: Page, rules: list[str]) -> list[Any]:
    found = page.evaluate(RUN_AXE, {"runOnly": rules, "resultTypes": ["violations"]})
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found]


@pytest.mark.parametrize("visitor", [_screen(360, java_script_enabled=False)], indirect=True)
def test_everything_can_be_read_and_reached_without_scripts(visitor):
    for path in PAGES:
        assert visitor.visit(path) == _status(path)
        heading = visitor.page.locator("main h1")
        assert heading.is_visible(), path
        assert heading.inner_text().strip(), path
    visitor.visit("/")
    visitor.page.get_by_text("Tất cả chuyên mục").click()
    visitor.page.locator(".navigation-all").get_by_role("link", name="Hỏi đáp").click()
    visitor.page.locator("main li a").first.click()
    assert "Thủ tục xác nhận tình trạng hôn nhân" in visitor.page.locator("h1").inner_text()
    visitor.visit("/tim-kiem/")
    assert visitor.page.locator("noscript").get_by_role("link", name="Thông báo").is_visible()


def test_the_sections_stand_in_one_line_from_where_there_is_room_for_some(visitor):
    for hostname in (PROVINCE, HOSTNAME):
        visitor.visit("/", hostname)
        for width in (1024, 1216, 1217, 1280):
            visitor.page.set_viewport_size({"width": width, "height": 800})
            shown = visitor.page.locator(".navigation-first a:visible, .navigation summary")
            tops = {link.bounding_box()["y"] for link in shown.all()}
            assert (len(tops), shown.count() > 4) == (1, True), (hostname, width)


def test_the_keyboard_skips_to_the_main_part(visitor):
    for path in ("/", INHERITED):
        visitor.visit(path)
        visitor.page.keyboard.press("Tab")
        link = visitor.page.locator(":focus")
        assert link.inner_text() == "Đến nội dung chính"
        assert link.bounding_box()["y"] >= 0
        visitor.page.keyboard.press("Enter")
        assert visitor.page.evaluate("document.activeElement.tagName") == "MAIN"
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate("document.activeElement.closest('main, footer') !== null")


def test_print_leaves_the_navigation_out_and_says_where_the_page_comes_from(visitor):
    for path, address in ((TYPES[0], HOSTNAME + ":"), (INHERITED, PROVINCE + ":")):
        visitor.visit(path)
        visitor.page.emulate_media(media="print")
        for part in (".navigation", ".breadcrumbs", ".search-form", ".skip-link", ".footer"):
            assert not visitor.page.locator(part).first.is_visible(), part
        source = visitor.page.get_by_text(re.compile("Địa chỉ trang: http://"))
        assert source.is_visible()
        assert f"http://{address}" in source.inner_text()
        assert visitor.page.locator("main h1").is_visible()


def test_a_page_from_above_leads_to_where_it_was_written(visitor):
    visitor.visit(INHERITED)
    visitor.page.locator(".provenance a").first.click()
    assert visitor.page.url == visitor.site_url.format(hostname=PROVINCE) + "/"


def test_a_missing_page_leads_on(visitor):
    assert visitor.visit("/khong-co-trang-nay/") == 404
    # The tiers above are said once, by the way to the page.
    assert visitor.page.locator(".breadcrumbs").is_visible()
    assert not visitor.page.locator(".tier-trail").is_visible()
    visitor.page.locator("main").get_by_role("link", name="Trang chủ").first.click()
    assert visitor.page.url.endswith(f"{HOSTNAME}:{visitor.site_url.rpartition(':')[2]}/")
