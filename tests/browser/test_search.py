"""Searching on a deployed site in a real browser: with the API, without it, without scripts, by keyboard."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, Request, Route, expect
from pytest_django.fixtures import Settings

from build.index.text import fold
from cms.units.models import Unit
from tests.samples.province import SAMPLES
from tests.samples.windows import Windows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOSTNAME = "ben-tam.chi-linh.hai-duong.localhost"
PROVINCE = "hai-duong.localhost"
MOST_BYTES = 7 * 1024
FETCH = "all => Promise.all(all.map(async address => (await fetch(address)).text()))"
RUN_AXE = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHEET = "body{rotate:1deg}"
HOSTILE = [
    "x" * 5_000,
    "😀🎉",
    "\u0301\u0323",
    "<script>alert(1)</script>",
    "a" * 200 + " " + "b " * 60,
    '"*:()',
]


class Reader:
    """Somebody at the search page of a site, with the API as it is unless ``answers`` says otherwise."""

    def __init__(self, windows: Windows, site_url: str, **window: Any) -> None:
        self.site_url = site_url
        self.page: Page = windows.open(reduced_motion="reduce", locale="vi-VN", **window)
        self.asked: list[str] = []
        self.page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if "/api/search" in request.url:
            self.asked.append(request.url)

    def close(self) -> None:
        """Nothing that scripts did may have failed."""
        self.page.remove_listener("request", self._note)
        assert self.page.faults == []  # type: ignore[attr-defined]

    def open(self, query: str = "", hostname: str = HOSTNAME) -> Page:
        self.page.goto(self.site_url.format(hostname=hostname) + "/tim-kiem/" + query)
        return self.page

    def with_api(self, answer: Callable[[Route], None]) -> None:
        self.page.route("**/api/search?*", answer)

    @property
    def box(self) -> Any:
        return self.page.get_by_role("combobox", name="Nội dung cần tìm")

    @property
    def titles(self) -> list[str]:
        return self.page.locator("#ket-qua h2").all_inner_texts()

    def finds(self, number: int) -> None:
        expect(self.page.locator("#trang-thai")).to_contain_text(f"Tìm thấy {number} kết quả")


@pytest.fixture
def api(
    built_province: tuple[str, Path], settings: Settings, monkeypatch: pytest.MonkeyPatch, one_at_a_time: Any
) -> str:
    """The search API of the province, as every site asks it; gives the sites' address."""
    site_url, folder = built_province
    cache.clear()
    settings.SITE_URL = site_url
    settings.SEARCH_ENGINE = f"embedded:{folder / 'search.sqlite3'}"
    monkeypatch.setenv("LIENTHONG_VAR", str(folder))
    above = None
    for facts in SAMPLES["units"]:
        known = {name: facts[name] for name in ("code", "name", "full_name", "tier", "hostname", "kind")}
        above = Unit.objects.create(**known, parent=above, valid_from=date(2004, 1, 1))
    return site_url


@pytest.fixture
def reader(windows: Windows, api: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A reader; parameters are the browser's settings."""
    reader = Reader(windows, api, **getattr(request, "param", {}))
    yield reader
    reader.close()


def _silent(route: Route) -> None:
    route.abort()


def _stop_the_clock(page: Page) -> None:
    """From now on time passes for its scripts when the test says so."""
    page.clock.install(time="2025-01-07T08:00:00")
    page.clock.pause_at("2025-01-07T08:00:01")


@pytest.mark.parametrize("reader", [{"once": True}], indirect=True)
def test_results_come_while_somebody_types_and_the_focus_stays(reader: Reader) -> None:
    _stop_the_clock(reader.page)
    page = reader.open()
    reader.box.click()
    for letter in "sử dụng đất":
        page.keyboard.type(letter)
        page.clock.run_for(200)
    assert reader.asked == []
    page.clock.run_for(100)
    expect(page.locator("#ket-qua mark").first).to_have_text(re.compile("sử dụng đất", re.I))
    assert page.evaluate("document.activeElement.id") == "cau-hoi"
    # What was typed in one go was asked once, not letter by letter.
    (asked,) = reader.asked
    assert "typing=true" in asked
    assert page.locator("#trang-thai").get_attribute("role") == "status"


def test_an_older_answer_never_takes_the_place_of_a_newer_one(reader: Reader) -> None:
    held: list[Route] = []

    def slow_at_first(route: Route) -> None:
        if not held:
            held.append(route)
        else:
            route.continue_()

    reader.with_api(slow_at_first)
    page = reader.open("?q=zzzz")
    reader.box.fill("sử dụng đất")
    expect(page.locator("#ket-qua li").first).to_be_visible()
    found = reader.titles
    held[0].abort()
    page.wait_for_timeout(50)
    assert reader.titles == found


def test_tabs_count_and_lead_to_what_lies_elsewhere(reader: Reader) -> None:
    page = reader.open("?q=su+dung+dat")
    counts = page.locator("[data-count]")
    expect(counts.first).not_to_be_empty()
    numbers = {place.get_attribute("data-count"): int(place.inner_text()) for place in counts.all()}
    assert list(numbers) == ["unit", "above", "everywhere"]
    assert 0 < numbers["unit"] <= numbers["above"] <= numbers["everywhere"]
    reader.finds(numbers["unit"])
    page.get_by_role("radio", name="Đơn vị này").focus()
    page.keyboard.press("ArrowRight")
    reader.finds(numbers["above"])
    assert "scope=above" in page.url
    assert page.evaluate("document.activeElement.value") == "above"


def test_the_address_can_be_shared_and_the_back_button_works(reader: Reader) -> None:
    page = reader.open()
    reader.box.fill("sử dụng đất")
    expect(page.locator("#ket-qua li").first).to_be_visible()
    first = reader.titles
    assert page.url.endswith("?q=s%E1%BB%AD+d%E1%BB%A5ng+%C4%91%E1%BA%A5t&scope=unit")
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="Tất cả").check()
    expect(page).to_have_url(re.compile("scope=everywhere"))
    page.get_by_text("Lọc kết quả").click()
    page.get_by_label("Loại nội dung").select_option("procedure")
    expect(page).to_have_url(re.compile("type=procedure"))
    expect(page.locator("#ket-qua .entry-line span:first-child").first).to_have_text("Thủ tục hành chính")
    shared, found = page.url, reader.titles
    page.go_back()
    expect(page).not_to_have_url(re.compile("type="))
    page.go_back()
    expect(page.get_by_role("radio", name="Đơn vị này")).to_be_checked()
    expect(page.locator("#ket-qua h2").first).to_have_text(first[0])
    page.go_back()
    expect(page.locator("#ket-qua li")).to_have_count(0)
    assert reader.box.input_value() == ""
    page.goto(shared)
    expect(page.locator("#ket-qua h2").first).to_have_text(found[0])
    expect(page.get_by_label("Loại nội dung")).to_have_value("procedure")


def test_suggestions_are_reached_by_keyboard_and_read_out(reader: Reader) -> None:
    page = reader.open()
    reader.box.click()
    page.keyboard.type("lễ h")
    options = page.locator("#goi-y").get_by_role("option")
    expect(options.first).to_be_visible()
    assert reader.box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = reader.box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    wanted = page.locator(f"#{active}").inner_text()
    page.keyboard.press("ArrowUp")
    assert reader.box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    assert reader.box.input_value() == "lễ h"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert reader.box.input_value() == wanted
    assert reader.box.get_attribute("aria-expanded") == "false"
    expect(page.locator("#ket-qua h2").first).to_contain_text(wanted)
    assert page.evaluate("document.activeElement.id") == "cau-hoi"


def test_a_slip_is_put_right_by_a_link(reader: Reader) -> None:
    page = reader.open("?q=tinh+trnag+hon+nhan")
    page.locator("#y-ban").get_by_role("link", name="tình trạng hôn nhân").click()
    expect(page.locator("#y-ban")).to_be_hidden()
    assert reader.box.input_value() == "tình trạng hôn nhân"
    expect(page.locator("#ket-qua li").first).to_be_visible()


def test_what_was_looked_for_stays_on_the_device_and_can_be_cleared(reader: Reader) -> None:
    page = reader.open()
    for text in ("sử dụng đất", "tiêm chủng"):
        reader.box.fill(text)
        page.keyboard.press("Enter")
        expect(page.locator("#ket-qua li").first).to_be_visible()
    reader.open()
    recent = page.locator("#tim-gan-day")
    assert recent.get_by_role("link").all_inner_texts() == ["tiêm chủng", "sử dụng đất"]
    recent.get_by_role("link", name="sử dụng đất").click()
    expect(page.locator("#ket-qua li").first).to_be_visible()
    reader.open()
    recent.get_by_role("button", name="Xóa").click()
    expect(recent).to_be_hidden()
    assert page.evaluate("localStorage.getItem('tim-gan-day')") == "[]"


def test_where_nothing_is_found_other_ways_are_shown(reader: Reader) -> None:
    page = reader.open("?q=su+dung+dat&year=1999")
    nothing = page.locator("#khong-thay")
    expect(nothing).to_be_visible()
    assert "Hỏi trực tiếp UBND phường Bến Tắm" in nothing.inner_text()
    nothing.get_by_role("button", name="Bỏ điều kiện lọc").click()
    expect(nothing).to_be_hidden()
    expect(page.locator("#ket-qua li").first).to_be_visible()


@pytest.mark.parametrize("text", HOSTILE)
def test_bad_input_gets_a_plain_word_and_breaks_nothing(reader: Reader, text: str) -> None:
    page = reader.open()
    reader.box.fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("#trang-thai")).not_to_be_empty()
    expect(page.locator("#trang-thai")).not_to_have_text("Đang tìm…")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if not re.search(r"\w", text.replace("\u0301", "").replace("\u0323", "")):
        assert "chưa có chữ hay số nào" in page.locator("#trang-thai").inner_text()


def test_where_the_api_is_dead_the_sites_own_files_answer(reader: Reader) -> None:
    reader.with_api(_silent)
    page = reader.open("?q=su+dung+dat")
    state = page.locator("#trang-thai")
    expect(state).to_contain_text("Máy tìm kiếm chưa trả lời")
    expect(state).to_contain_text("mục lục của Phường Bến Tắm và các cấp trên")
    links = page.locator("#ket-qua h2 a")
    hosts = {link.evaluate("link => link.hostname") for link in links.all()}
    assert {HOSTNAME, PROVINCE} <= hosts
    expect(page.locator("#ket-qua mark").first).to_have_text("sử dụng đất")
    links.first.click()
    assert page.locator("h1").inner_text()


@pytest.mark.parametrize("reader", [{"once": True}], indirect=True)
def test_an_api_that_hangs_is_waited_for_two_seconds(reader: Reader) -> None:
    reader.with_api(lambda route: None)
    _stop_the_clock(reader.page)
    page = reader.open("?q=su+dung+dat")
    state = page.locator("#trang-thai")
    page.clock.run_for(1_990)
    assert state.inner_text() == "Đang tìm…"
    page.clock.run_for(20)
    expect(state).to_contain_text("Máy tìm kiếm chưa trả lời")
    reader.finds(page.locator("#ket-qua li").count())
    # The next question is not held up again.
    reader.box.fill("tiêm chủng")
    page.clock.run_for(500)
    expect(page.locator("#ket-qua mark", has_text="tiêm chủng").first).to_be_visible()
    assert len(reader.asked) == 1


# Else the index is on the device after the first page, and answers.
@pytest.mark.parametrize("reader", [{"service_workers": "block"}], indirect=True)
def test_without_any_server_a_plain_word_is_said(reader: Reader) -> None:
    page = reader.open()
    reader.with_api(_silent)
    page.route("**/_tim/*", _silent)
    reader.box.fill("sử dụng đất")
    expect(page.locator("#trang-thai")).to_contain_text("chưa tải được")


@pytest.mark.parametrize("reader", [{"service_workers": "block"}], indirect=True)
def test_of_more_pages_than_the_files_show_it_says_so(reader: Reader) -> None:
    pages = [[f"/thong-bao/{n}/", f"Lịch tiêm {n}", "", "notice", "2025-01-07", ""] for n in range(60)]
    index = {"unit": "10546", "name": "Phường Bến Tắm", "types": {}, "files": 1, "pages": pages}
    reader.with_api(_silent)
    reader.page.route(f"**//{HOSTNAME}:*/_tim/0.json", lambda route: route.fulfill(json=index))
    page = reader.open("?q=lich+tiem")
    expect(page.locator("#trang-thai")).to_contain_text("Dưới đây là 50 kết quả đầu")
    expect(page.locator("#ket-qua li")).to_have_count(50)


def _answer(*titles: str, cursor: str = "") -> dict[str, Any]:
    facts = {"url": "/thong-bao/mot/", "unit_name": "Phường Bến Tắm", "origin_name": "Tỉnh Hải Dương"}
    facts |= {"type_label": "Thông báo", "date": "2025-01-07T23:30:00+00:00"}
    snippet = "Làm <mark>khai sinh</mark> &lt;b&gt; tại xã <img src=x onerror=alert(1)>"
    results = [{"title": title, "snippet": snippet, **facts} for title in titles]
    empty = {"facets": {}, "scopes": {}, "suggestions": [], "meant": "", "note": ""}
    return {"results": results, "total": 2, "cursor": cursor, **empty}


def test_nothing_that_an_answer_holds_is_run(reader: Reader) -> None:
    reader.with_api(lambda route: route.fulfill(json=_answer("<script>alert(1)</script>")))
    page = reader.open("?q=a")
    result = page.locator("#ket-qua li")
    expect(result).to_contain_text("<script>alert(1)</script>")
    assert page.locator("#ket-qua img, #ket-qua script").count() == 0
    assert "<b>" in result.inner_text()
    assert "Nguồn: Tỉnh Hải Dương" in result.inner_text()
    # A moment in the night before, by another clock than Viet Nam's.
    assert "08/01/2025" in result.inner_text()


def test_more_results_are_asked_for_and_the_focus_goes_on_to_them(reader: Reader) -> None:
    answers = [_answer("Một", cursor="sau"), _answer("Hai")]
    reader.with_api(lambda route: route.fulfill(json=answers.pop(0)))
    page = reader.open("?q=a")
    page.get_by_role("button", name="Xem thêm kết quả").click()
    expect(page.locator("#ket-qua h2")).to_have_text(["Một", "Hai"])
    assert "cursor=sau" in reader.asked[-1]
    assert page.evaluate("document.activeElement.textContent") == "Hai"


def test_what_the_api_says_is_wrong_is_passed_on(reader: Reader) -> None:
    detail = "Không có đơn vị nào mang mã 99."
    reader.with_api(lambda route: route.fulfill(status=400, json={"detail": detail}))
    page = reader.open("?q=a")
    expect(page.locator("#trang-thai")).to_have_text(detail)


def test_the_files_fold_words_as_the_engines_do(reader: Reader) -> None:
    page = reader.open()
    words = sorted(set(re.findall(r"[^\W_]+", json.dumps(SAMPLES, ensure_ascii=False))))
    words += ["Kỹ", "kĩ", "thuý", "thúy", "QUÝ", "quí", "hoà", "hòa", "Đặng", "đ", "y", "lý", "yêu", "ty"]
    address = page.locator("#tim-kiem").get_attribute("data-alone")
    folded = page.evaluate("async ([at, words]) => words.map((await import(at)).fold)", [address, words])
    assert folded == [fold(word) for word in words]


@pytest.mark.parametrize(
    "reader", [{"java_script_enabled": False, "viewport": {"width": 360, "height": 800}}], indirect=True
)
def test_without_scripts_the_form_leads_to_a_page_with_the_answer(reader: Reader) -> None:
    page = reader.page
    page.goto(reader.site_url.format(hostname=HOSTNAME) + "/tin-tuc/")
    form = page.locator(".masthead .search-form")
    form.locator("input").fill("tình trnag hôn nhân")
    form.locator("input").press("Enter")
    assert "/api/tim-kiem/10546/" in page.url
    assert page.locator("#ket-qua li").count() > 0
    assert "Tìm thấy" in page.locator(".search-status").inner_text()
    page.locator("#y-ban a").click()
    first = page.locator("#ket-qua h2").first.inner_text()
    page.locator("label", has_text="Tất cả").click()
    page.locator("main").get_by_role("button", name="Tìm").click()
    assert "scope=everywhere" in page.url
    assert page.locator("input[value=everywhere]").is_checked()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    answer = page.content()
    page.get_by_role("link", name=first).first.click()
    assert page.locator("main h1").inner_text() == first
    # The API may stand on a host of its own: there too the answer looks like its site.
    for address, kind, body in (("http://api.localhost/*", "html", answer), ("**/_a/*.css", "css", SHEET)):
        _give(page, address, kind, body)
    page.goto("http://api.localhost/")
    assert page.evaluate("getComputedStyle(document.body).rotate") == "1deg"


def _give(page: Page, address: str, kind: str, body: str) -> None:
    page.route(address, lambda route: route.fulfill(body=body, content_type=f"text/{kind}"))


@pytest.mark.parametrize(
    "reader", [{"viewport": {"width": width, "height": 800}} for width in (360, 1280)], indirect=True
)
def test_axe_finds_nothing_in_any_state_by_day_or_night(reader: Reader) -> None:
    page = reader.open()
    _accessible(page)
    reader.box.click()
    page.keyboard.type("lễ h")
    expect(page.locator("#goi-y").get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    _accessible(page)
    page.keyboard.press("Escape")
    page.get_by_text("Lọc kết quả").click()
    _accessible(page)
    reader.open("?q=zzzz")
    expect(page.locator("#khong-thay")).to_be_visible()
    _accessible(page)
    page.goto(reader.site_url.format(hostname=HOSTNAME) + "/api/tim-kiem/10546/?q=su+dung+dat")
    _accessible(page)


def _accessible(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = page.evaluate(RUN_AXE, WCAG)
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_scripts_of_the_search_are_light(reader: Reader) -> None:
    page = reader.open()
    alone = page.locator("#tim-kiem").get_attribute("data-alone")
    own = page.locator("main script[src]").evaluate_all("all => all.map(one => one.src)")
    texts = page.evaluate(FETCH, [*own, alone])
    assert len(texts) == 3
    assert sum(len(gzip.compress(text.encode())) for text in texts) <= MOST_BYTES
    # A page that is no search page loads none of them.
    page.goto(reader.site_url.format(hostname=HOSTNAME) + "/tin-tuc/")
    assert not set(own) & set(page.locator("script[src]").evaluate_all("all => all.map(one => one.src)"))
