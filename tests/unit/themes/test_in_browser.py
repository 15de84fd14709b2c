"""What a browser makes of the pages: axe finds nothing, nothing scrolls sideways."""

import io
import itertools
import re
import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from build.gallery.pages import STYLE, Sample, gallery_style
from build.gallery.pages import gallery as pages_of
from build.gallery.world import TIERS, World
from tests.conftest import figure
from tests.samples.served import answering
from tests.samples.windows import Windows

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
# Of none of these rules are the stylesheets asked for a second time.
QUICKLY = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
WIDTHS = [360, 1280]
LOOKS = figure([(360, "day"), (1280, "night")], list(itertools.product(WIDTHS, ["day", "night"])))
NARROWEST = 320
"""What a screen of 1280 px is at 400 % zoom."""
LOOKED_AT_WHOLE = figure(("commune",), TIERS)
"""Of other tiers only what differs."""
BY_NIGHT = figure("component/", ("component/", "page/"))
"""A page by night is its components by night."""


class Memory:
    """A web server that has one page, the assets of a theme, and axe; the browser keeps all but the page."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.html = ""
        self.files: dict[str, bytes] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"][1:]
        body, kind = self._answer(path)
        kept = "max-age=3600" if "." in path else "no-store"
        start_response(f"200 {HTTPStatus.OK.phrase}", [("Content-Type", kind), ("Cache-Control", kept)])
        return [body]

    def _answer(self, path: str) -> tuple[bytes, str]:
        kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
        if path in self.files:
            return self.files[path], kinds[path.rpartition(".")[2]]
        if path == "api/popular":
            return b'{"popular": ["khai sinh"]}', "application/json"
        if path.startswith("_a/"):
            return PICTURE.encode(), kinds["svg"]
        return self.html.encode(), "text/html; charset=utf-8"


@pytest.fixture(scope="module")
def memory() -> Iterator[Memory]:
    """A server for all pages of this file."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        memory = Memory(f"http://site.localhost:{listener.getsockname()[1]}/")
        with answering(listener, memory):
            yield memory


class Site:
    """A page in a browser's window, served from memory: the page itself and its assets."""

    def __init__(self, memory: Memory, page: Page, samples: World) -> None:
        self.memory = memory
        self.page = page
        self.samples = samples
        memory.files = {**samples.assets.files, STYLE: gallery_style(), "axe.js": AXE.encode()}

    def show(self, main: str, query: str = "", **page: Any) -> Page:
        return self.show_page(self.samples.page(main, title="Thử", **page), query)

    def show_page(self, html: str, query: str = "") -> Page:
        self.memory.html = html
        self.page.goto(self.memory.address + query)
        return self.page


def _faults(page: Page, rules: Any) -> list[tuple[str, list[str]]]:
    """What axe finds wrong: the rule, and the elements that break it."""
    return page.evaluate(RUN_AXE, rules | QUICKLY)


@dataclass
class Looked:
    """What was seen on the pages of a gallery, each opened once; a page is named by its path."""

    axe: dict[tuple[int, str, str], Any] = field(default_factory=dict)
    """By width, day or night, and page."""
    sideways: list[tuple[int, str]] = field(default_factory=list)
    text: dict[str, str] = field(default_factory=dict)

    def look(self, page: Page, sample: Sample) -> None:
        self.text[sample.path] = page.locator("body").inner_text()
        page.add_script_tag(url="/axe.js")
        for width in (NARROWEST, *WIDTHS):
            page.set_viewport_size({"width": width, "height": 800})
            if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                self.sideways.append((width, sample.path))
            if width in WIDTHS:
                self._judge(page, width, sample)

    def _judge(self, page: Page, width: int, sample: Sample) -> None:
        whole = sample.path.startswith("page/")
        if (width, "day") in LOOKS:
            self.axe[width, "day", sample.path] = _faults(page, RULES if whole else WCAG)
        if (width, "night") in LOOKS and sample.path.startswith(BY_NIGHT):
            # Only colours differ at night.
            page.emulate_media(color_scheme="dark")
            self.axe[width, "night", sample.path] = _faults(page, COLOURS)
            page.emulate_media(color_scheme="light")


@pytest.fixture(scope="module")
def looked(one_chromium: Browser, memory: Memory, samples: World) -> Looked:
    """A look at every page of a tier's gallery, or at those that are not the same on all tiers."""
    differs = {"page/home/", "page/article/", "page/notice-list/", "page/search/", "component/tier_trail/"}
    looked = Looked()
    page = one_chromium.new_page(reduced_motion="reduce", color_scheme="light")
    site = Site(memory, page, samples)
    for sample in pages_of(samples):
        if samples.tier in LOOKED_AT_WHOLE or sample.path in differs:
            page.set_viewport_size({"width": NARROWEST, "height": 800})
            looked.look(site.show_page(sample.html), sample)
    page.close()
    return looked


@pytest.mark.soak
def test_axe_finds_nothing_in_the_gallery_by_day_and_by_night(looked: Looked) -> None:
    looks = [look for path in looked.text for look in LOOKS if look[1] == "day" or path.startswith(BY_NIGHT)]
    assert len(looked.axe) == len(looks) > 0
    assert {place: found for place, found in looked.axe.items() if found} == {}


@pytest.mark.soak
def test_nothing_in_the_gallery_scrolls_sideways(looked: Looked) -> None:
    assert looked.text
    assert looked.sideways == []


def test_no_page_of_the_gallery_shows_its_markup(looked: Looked) -> None:
    markup = re.compile(r"</?[a-z]+[ >]|[{}%]{2}|&\w+;")
    assert all(looked.text.values())
    assert [path for path, shown in looked.text.items() if markup.search(shown)] == []


@pytest.fixture
def site_of(memory: Memory, windows: Windows) -> Callable[..., Site]:
    """``site_of(samples, width)`` is a site of pages made of these."""

    def site_of(samples: World, width: int = NARROWEST) -> Site:
        page = windows.open(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        return Site(memory, page, samples)

    return site_of


def test_no_column_of_the_home_page_stays_blank_beside_a_long_section(
    site_of: Callable[..., Site], samples: World
) -> None:
    site = site_of(samples, 1280)
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


def test_a_reader_may_choose_day_or_night(site_of: Callable[..., Site], commune: World) -> None:
    site = site_of(commune)
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


@pytest.mark.parametrize(("tier", "rows"), [("district", [2, 2]), ("commune", [2, 1])])
def test_on_a_telephone_the_scopes_of_a_search_stand_two_and_two(
    site_of: Callable[..., Site], tier: str, rows: list[int]
) -> None:
    world = World(tier)
    page = site_of(world, 360).show(world.main("search.html", **world.site_context))
    page.locator(".search-tab b").evaluate_all("counts => counts.forEach((b, n) => b.textContent = 16 ** n)")
    boxes = [tab.bounding_box() for tab in page.locator(".search-tab").all()]
    lines = [list(line) for _, line in itertools.groupby(boxes, key=lambda box: box["y"])]
    assert [len(line) for line in lines] == rows
    edges = {(line[0]["x"], line[-1]["x"] + line[-1]["width"]) for line in lines}
    assert len(edges) == 1
    assert len({box["height"] for box in boxes}) == 1


def test_all_sections_open_over_a_wide_page_and_push_nothing_away(
    site_of: Callable[..., Site], commune: World
) -> None:
    site = site_of(commune, 1280)
    page = site.show(commune.main("not_found.html", **commune.site_context))
    before = page.locator("main h1").bounding_box()
    page.get_by_text("Tất cả chuyên mục").click()
    assert page.locator(".navigation-all li a").last.is_visible()
    assert page.locator("main h1").bounding_box() == before
    assert page.locator(".navigation-all ul").bounding_box()["y"] > 0


def test_marks_of_two_lines_do_not_meet(windows: Windows, commune: World) -> None:
    page = windows.open(viewport={"width": 600, "height": 900}, reduced_motion="reduce")
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


def test_the_navigation_opens_without_a_script(site_of: Callable[..., Site], commune: World) -> None:
    site = site_of(commune)
    page = site.show(commune.main("not_found.html", **commune.site_context))
    last = page.locator(".navigation-all li a").last
    assert not last.is_visible()
    page.get_by_text("Tất cả chuyên mục").click()
    assert last.is_visible()


def test_the_keyboard_reaches_the_main_part_first(site_of: Callable[..., Site], commune: World) -> None:
    site = site_of(commune)
    page = site.show(commune.main("not_found.html", **commune.site_context))
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    assert page.locator(":focus").bounding_box()["y"] >= 0


def test_print_shows_the_source_and_leaves_out_the_navigation(
    site_of: Callable[..., Site], commune: World
) -> None:
    site = site_of(commune)
    page = site.show(commune.main("types/notice.html", **commune.document("notice")))
    page.emulate_media(media="print")
    assert page.get_by_text(re.compile("Địa chỉ trang: http")).is_visible()
    assert not page.locator(".navigation").is_visible()
    assert not page.locator("form").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_button_is_black_on_white_and_no_form_is_printed(
    site_of: Callable[..., Site], samples: World, scheme: str
) -> None:
    site = site_of(samples)
    page = site.show(samples.main("types/procedure.html", **samples.document("procedure")))
    page.emulate_media(media="print", color_scheme=scheme)
    button = page.locator(".portal .button")
    looks = button.evaluate(
        "(node) => [getComputedStyle(node).backgroundColor, getComputedStyle(node).color]"
    )
    assert looks == ["rgba(0, 0, 0, 0)", "rgb(0, 0, 0)"]
    assert button.is_visible()
    page = site.show(samples.main("listing.html", **samples.listing("procedure", 6)))
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.locator("form").count() > 1
    assert not any(form.is_visible() for form in page.locator("form").all())


def test_what_to_search_for_fits_into_the_field_on_the_narrowest_screens(
    site_of: Callable[..., Site], commune: World
) -> None:
    site = site_of(commune)
    page = site.show(commune.main("not_found.html", **commune.site_context))
    page.set_viewport_size({"width": 360, "height": 640})
    # Its width as a placeholder is not to be had; as a value in the same letters it would scroll.
    assert page.locator(".masthead [name=q]").evaluate(
        "(field) => { field.value = field.placeholder; return field.scrollWidth <= field.clientWidth }"
    )
