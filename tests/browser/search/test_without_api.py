"""Searching where the API is dead or hangs, where nothing answers, and without scripts."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from build.index.text import fold
from tests.browser.search.conftest import HOSTILE, HOSTNAME, Reader
from tests.samples.province import SAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROVINCE = "hai-duong.localhost"
SHEET = "body{rotate:1deg}"


def _silent(route: Route) -> None:
    route.abort()


def test_where_the_api_is_dead_the_sites_own_files_answer(reader: Reader) -> None:
    reader.with_api(_silent)
    page = reader.open("?q=su+dung+dat")
    state = page.locator("#trang-thai")
    expect(state).to_contain_text("Máy tìm kiếm chưa trả lời")
    expect(state).to_contain_text("mục lục của phường Bến Tắm và các cấp trên")
    links = page.locator("#ket-qua h2 a")
    hosts = {link.evaluate("link => link.hostname") for link in links.all()}
    assert {HOSTNAME, PROVINCE} <= hosts
    expect(page.get_by_role("button", name="Thử lại")).to_be_visible()
    expect(page.locator("#ket-qua mark").first).to_have_text("sử dụng đất")
    links.first.click()
    assert page.locator("h1").inner_text()


def test_where_the_files_have_nothing_it_says_what_was_searched_and_asks_again(reader: Reader) -> None:
    reader.with_api(_silent)
    page = reader.open("?q=xyzzyx")
    expect(page.locator("#trang-thai")).to_contain_text("Không tìm thấy kết quả nào trong mục lục này.")
    nothing = page.locator("#khong-thay")
    expect(nothing.get_by_text("Chọn phạm vi rộng hơn.")).to_be_hidden()
    with page.expect_request("**/api/search?*"):
        page.get_by_role("button", name="Thử lại").click()


@pytest.mark.parametrize("text", HOSTILE)
def test_the_files_answer_bad_input_with_a_plain_word_too(reader: Reader, text: str) -> None:
    reader.with_api(_silent)
    reader.gets_a_plain_word(text)
    expect(reader.page.locator("#trang-thai")).to_contain_text("Máy tìm kiếm chưa trả lời")


@pytest.mark.parametrize("reader", [{"once": True}], indirect=True)
def test_an_api_that_hangs_is_waited_for_two_seconds(reader: Reader) -> None:
    reader.with_api(lambda route: None)
    reader.stop_the_clock()
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
def test_without_any_server_a_plain_word_is_said_and_a_button_tries_again(reader: Reader) -> None:
    page = reader.open()
    reader.with_api(_silent)
    page.route("**/_tim/*", _silent)
    reader.box.fill("sử dụng đất")
    expect(page.locator("#trang-thai")).to_contain_text("chưa tải được")
    again = page.get_by_role("button", name="Thử lại")
    page.unroute_all()
    again.click()
    expect(page.locator("#ket-qua mark").first).to_have_text("sử dụng đất")
    expect(again).to_be_hidden()


@pytest.mark.parametrize("reader", [{"service_workers": "block"}], indirect=True)
def test_of_more_pages_than_the_files_show_it_says_so(reader: Reader) -> None:
    pages = [[f"/thong-bao/{n}/", f"Lịch tiêm {n}", "", "notice", "2025-01-07", ""] for n in range(60)]
    index = {"unit": "10546", "name": "Phường Bến Tắm", "types": {}, "files": 1, "pages": pages}
    reader.with_api(_silent)
    reader.page.route(f"**//{HOSTNAME}:*/_tim/0.json", lambda route: route.fulfill(json=index))
    page = reader.open("?q=lich+tiem")
    expect(page.locator("#trang-thai")).to_contain_text("Dưới đây là 50 kết quả đầu")
    expect(page.locator("#ket-qua li")).to_have_count(50)


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
