"""Asking and reading answers on a site's search page: while typing, by keyboard, shared, in every state."""

import gzip
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.browser.search.conftest import HOSTILE, HOSTNAME, Reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_BYTES = 7 * 1024
FETCH = "all => Promise.all(all.map(async address => (await fetch(address)).text()))"
RUN_AXE = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.mark.parametrize("reader", [{"once": True}], indirect=True)
def test_results_come_while_somebody_types_and_the_focus_stays(reader: Reader) -> None:
    reader.stop_the_clock()
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


def test_what_many_look_for_is_offered_before_anything_is_typed(reader: Reader) -> None:
    cache.set(f"popular:{timezone.now():%G-%V}", {"su dung dat": [5, "sử dụng đất"]})
    # A window that another test had keeps its answer for five minutes; what is routed is asked anew.
    reader.page.route("**/api/popular", lambda route: route.continue_())
    page = reader.open()
    many = page.locator("#nhieu-nguoi-tim")
    expect(many.get_by_role("heading")).to_have_text("Nhiều người tìm")
    expect(many.get_by_role("link")).to_have_text(["sử dụng đất"])
    many.get_by_role("link").click()
    expect(page.locator("#ket-qua mark").first).to_have_text(re.compile("sử dụng đất", re.I))
    expect(many).to_be_hidden()


def test_where_nothing_is_found_other_ways_are_shown(reader: Reader) -> None:
    page = reader.open("?q=su+dung+dat&year=1999")
    nothing = page.locator("#khong-thay")
    expect(nothing).to_be_visible()
    assert "Hỏi trực tiếp UBND phường Bến Tắm" in nothing.inner_text()
    expect(nothing.get_by_text("Bỏ bớt điều kiện lọc.")).to_be_visible()
    nothing.get_by_role("button", name="Bỏ điều kiện lọc").click()
    expect(nothing).to_be_hidden()
    expect(page.locator("#ket-qua li").first).to_be_visible()


def test_where_nothing_is_anywhere_only_what_can_help_is_advised(reader: Reader) -> None:
    page = reader.open("?q=xyzzyx")
    nothing = page.locator("#khong-thay")
    expect(nothing.get_by_text("Thử từ ngắn hơn")).to_be_visible()
    for advice in ("Chọn phạm vi rộng hơn.", "Bỏ bớt điều kiện lọc."):
        expect(nothing.get_by_text(advice)).to_have_count(1)
        expect(nothing.get_by_text(advice)).to_be_hidden()
    found = {**_answer(), "total": 0, "scopes": {"unit": 0, "everywhere": 3}}
    reader.with_api(lambda route: route.fulfill(json=found))
    reader.open("?q=xyzzyx")
    expect(nothing.get_by_text("Chọn phạm vi rộng hơn.")).to_be_visible()
    expect(nothing.get_by_role("button", name="3 kết quả")).to_be_visible()


@pytest.mark.parametrize("text", HOSTILE)
def test_bad_input_gets_a_plain_word_and_breaks_nothing(reader: Reader, text: str) -> None:
    reader.gets_a_plain_word(text)


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


@pytest.mark.parametrize(
    ("status", "said"), [(500, "Chưa tải thêm được kết quả."), (429, "Xin hỏi chậm lại.")]
)
def test_where_no_more_come_what_is_found_stays(reader: Reader, status: int, said: str) -> None:
    refused = {"status": status, "json": {"detail": "Xin hỏi chậm lại."}}
    answers = [{"json": _answer("Một", cursor="sau")}, refused, {"json": _answer("Hai")}]
    reader.with_api(lambda route: route.fulfill(**answers.pop(0)))
    page = reader.open("?q=a")
    more = page.get_by_role("button", name="Xem thêm kết quả")
    more.click()
    expect(page.locator("#trang-thai")).to_contain_text(said)
    expect(page.locator("#ket-qua h2")).to_have_text(["Một"])
    more.click()
    expect(page.locator("#ket-qua h2")).to_have_text(["Một", "Hai"])


def test_what_the_api_says_is_wrong_is_passed_on(reader: Reader) -> None:
    detail = "Không có đơn vị nào mang mã 99."
    reader.with_api(lambda route: route.fulfill(status=400, json={"detail": detail}))
    page = reader.open("?q=a")
    expect(page.locator("#trang-thai")).to_have_text(detail)


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
