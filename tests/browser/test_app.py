"""The app: a commune is chosen and found again, pages are saved, what cannot be done is not offered."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.samples.windows import Windows

pytestmark = pytest.mark.browser

PROVINCE = "hai-duong.localhost"
DISTRICT = "chi-linh.hai-duong.localhost"
COMMUNE = "ben-tam.chi-linh.hai-duong.localhost"
APP = "/ung-dung/"
NOTICE = "/thong-bao/notice-30/"
SHARE = "navigator.share = data => { window.shared = data; return Promise.resolve(); }"
NO_SHARE = "delete Navigator.prototype.share; delete window.speechSynthesis"
VOICES = "speechSynthesis.getVoices = () => [{ lang: '%s' }]"
SPEAK = """SpeechSynthesisUtterance = function (text) { this.text = text; };
window.said = []; speechSynthesis.speak = part => said.push(part.text); speechSynthesis.cancel = () => {};"""
RUN_AXE = """rules => axe.run({ runOnly: rules }).then(
    found => found.violations.map(fault => [fault.id, fault.nodes.map(node => node.html)]))"""
FOUND = "path => fetch(path).then(answer => [answer.status, answer.headers.get('Content-Type')])"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Citizen:
    """Somebody with a browser, which may be told what it can do."""

    def __init__(self, windows: Windows, site_url: str, **window: Any) -> None:
        self._site_url = site_url
        self.page: Page = windows.open(reduced_motion="reduce", **window)
        self.context: BrowserContext = self.page.context
        self.faults: list[str] = self.page.faults  # type: ignore[attr-defined]

    def address(self, hostname: str, path: str) -> str:
        return self._site_url.format(hostname=hostname) + path

    def open(self, hostname: str, path: str) -> Page:
        self.page.goto(self.address(hostname, path))
        return self.page


@pytest.fixture
def citizen(windows: Windows, province_url: str, request: pytest.FixtureRequest):
    citizen = Citizen(windows, province_url, **getattr(request, "param", {}))
    yield citizen
    assert citizen.faults == []


def _choose_ben_tam(page):
    page.get_by_label("Tên xã, phường").fill("ben tam")
    page.get_by_role("button", name="Phường Bến Tắm, Thành phố Chí Linh").click()
    expect(page.locator("#ten-don-vi")).to_have_text("Phường Bến Tắm")
    expect(page.locator(".my-unit-news li").first).to_be_visible()


def test_a_commune_is_found_without_marks_chosen_and_there_on_the_next_visit(citizen):
    page = citizen.open(PROVINCE, APP)
    _choose_ben_tam(page)
    links = page.locator(".my-unit-news a").evaluate_all("links => links.map(link => link.href)")
    assert all(link.startswith(citizen.address(COMMUNE, "/")) for link in links)
    assert page.get_by_text("Nguồn: Tỉnh Hải Dương").count() > 0
    contact = page.locator(".my-unit-contact")
    assert re.fullmatch(r"tel:\d+", contact.locator("a").first.get_attribute("href"))
    assert contact.locator("a").last.get_attribute("href").startswith("mailto:")
    assert page.locator(".my-unit-procedures li").count() > 0
    citizen.page = citizen.context.new_page()
    page.goto("about:blank")
    page = citizen.open(PROVINCE, APP)
    expect(page.locator("#ten-don-vi")).to_have_text("Phường Bến Tắm")
    page.get_by_role("button", name="Trở về Tỉnh Hải Dương").click()
    expect(page.locator("#ten-don-vi")).to_have_text("Tỉnh Hải Dương")


def test_a_commune_is_found_by_a_name_that_it_had(citizen):
    page = citizen.open(PROVINCE, APP)
    page.get_by_label("Tên xã, phường").fill("thi tran thu hai")
    found = page.locator(".unit-finder-found li")
    expect(found).to_have_text("Phường Bến Tắm, Thành phố Chí Linh (trước đây: Thị trấn Thử Hai)")
    found.get_by_role("button").click()
    expect(page.locator("#ten-don-vi")).to_have_text("Phường Bến Tắm")


NO_PLACE = "Không có nơi nào tên như vậy."
BEN_TAM = ["Phường Bến Tắm, Thành phố Chí Linh"]
ONE_NEAR = "Không có nơi nào đúng tên; 1 nơi tên gần giống."
TYPED = [
    ("phuong ben tam", BEN_TAM, "1 nơi."),
    ("Bếm Tắm", BEN_TAM, ONE_NEAR),
    ("bn tam", BEN_TAM, ONE_NEAR),
    ("en tam", BEN_TAM, ONE_NEAR),
    ("been tam", BEN_TAM, ONE_NEAR),
    ("ben tamm", BEN_TAM, ONE_NEAR),
    ("ben atm", BEN_TAM, ONE_NEAR),
    ("chi linhh", ["Thành phố Chí Linh", *BEN_TAM], "Không có nơi nào đúng tên; 2 nơi tên gần giống."),
    ("thj tran thu hai", [f"{BEN_TAM[0]} (trước đây: Thị trấn Thử Hai)"], ONE_NEAR),
    ("bem tan", [], NO_PLACE),
    ("bnne tam", [], NO_PLACE),
    ("tma", [], NO_PLACE),
]


def test_one_slip_still_finds_a_commune_and_two_do_not(citizen):
    page = citizen.open(PROVINCE, APP)
    field, found = page.get_by_label("Tên xã, phường"), page.locator(".unit-finder-found li")
    field.fill("ben tam")
    expect(found).to_have_text(BEN_TAM)
    for typed, places, said in TYPED:
        field.fill(typed)
        expect(page.locator(".unit-finder-state"), typed).to_have_text(said)
        expect(found, typed).to_have_text(places)


def test_a_name_that_is_spelt_so_stands_before_those_that_are_near(citizen):
    names = ("Xã Bình Hàn", "Phường Bình Dân", "Xã Dân Bình", "Xã Thanh Bình")
    children = [{"url": f"http://{place}.localhost", "full_name": name} for place, name in enumerate(names)]
    citizen.context.route(
        f"**://{DISTRICT}*/api/site.json", lambda route: route.fulfill(json={"children": children})
    )
    page = citizen.open(PROVINCE, APP)
    page.get_by_label("Tên xã, phường").fill("bình dân")
    expect(page.locator(".unit-finder-state")).to_have_text("2 nơi, thêm 1 nơi tên gần giống.")
    expect(page.locator(".unit-finder-found li")).to_have_text(
        [f"{names[place]}, Thành phố Chí Linh" for place in (1, 2, 0)]
    )


def test_whoever_has_not_chosen_meets_the_choice_before_the_news(citizen):
    page = citizen.open(PROVINCE, APP)
    expect(page.locator(".my-unit-news li")).to_have_count(10)
    field = page.get_by_label("Tên xã, phường")
    assert field.bounding_box()["y"] < page.locator("#ten-don-vi").bounding_box()["y"]
    field.fill("khong co noi nay")
    expect(page.get_by_text(NO_PLACE)).to_be_visible()


def test_what_came_since_the_last_visit_is_marked(citizen):
    page = citizen.open(COMMUNE, APP)
    expect(page.locator(".my-unit-news li").first).to_be_visible()
    assert page.locator(".my-unit-news .badge").count() == 0
    page.evaluate("sessionStorage.clear()")
    page.evaluate(
        """Object.keys(localStorage).filter(key => key.startsWith('da-xem-den'))
            .forEach(key => localStorage[key] = '1000')"""
    )
    page.reload()
    expect(page.get_by_text("tin mới từ lần xem trước")).to_be_visible()
    assert page.locator(".my-unit-news .badge").count() == page.locator(".my-unit-news li").count()


def test_urgent_notices_stand_above_the_news_as_text_and_links(citizen):
    link = "<li><a href='/thong-bao/lu/'>Lũ về <img src=x onerror=alert(1)></a></li>"
    banner = f"<ul>{link}<li><a href='javascript:alert(1)'>x</a></li></ul>"
    citizen.context.route("**/_khan-cap.json", lambda route: route.fulfill(json={"html": banner}))
    page = citizen.open(PROVINCE, APP)
    _choose_ben_tam(page)
    urgent = page.locator(".my-unit-urgent a")
    assert urgent.first.get_attribute("href") == citizen.address(COMMUNE, "/thong-bao/lu/")
    assert urgent.last.get_attribute("href") == citizen.address(COMMUNE, "/")
    assert page.locator(".my-unit-urgent img").count() == 0
    assert urgent.first.bounding_box()["y"] < page.locator(".my-unit-news li").first.bounding_box()["y"]


def test_a_page_is_saved_listed_and_let_go_again(citizen):
    page = citizen.open(COMMUNE, NOTICE)
    title = page.locator("h1").inner_text()
    page.locator("#cong-cu-doc summary").click()
    page.get_by_role("button", name="Lưu trang").click()
    expect(page.get_by_role("button", name="Bỏ lưu trang")).to_have_attribute("aria-pressed", "true")
    page.goto(citizen.address(COMMUNE, APP))
    page.locator(".kept-pages-saved").get_by_role("link", name=title).click()
    assert page.url == citizen.address(COMMUNE, NOTICE)
    page.locator("#cong-cu-doc summary").click()
    page.get_by_role("button", name="Bỏ lưu trang").click()
    page.goto(citizen.address(COMMUNE, APP))
    assert page.locator(".kept-pages-none").is_visible()


def test_text_size_and_light_or_dark_stay_from_page_to_page(citizen):
    page = citizen.open(COMMUNE, NOTICE)
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    ground = "getComputedStyle(document.body).backgroundColor"
    usual, light = page.evaluate(size), page.evaluate(ground)
    page.locator("#cong-cu-doc summary").click()
    page.get_by_label("Cỡ chữ").select_option("largest")
    page.get_by_label("Nền trang").select_option("dark")
    citizen.open(COMMUNE, "/")
    assert page.evaluate(size) > 1.4 * usual
    assert page.evaluate(ground) != light
    page.locator("#cong-cu-doc summary").click()
    page.get_by_label("Nền trang").select_option("")
    assert page.evaluate(ground) == light


@pytest.mark.parametrize("citizen", [{"told": NO_SHARE}], indirect=True)
def test_sharing_and_reading_aloud_are_hidden_where_the_browser_cannot(citizen):
    page = citizen.open(COMMUNE, NOTICE)
    page.locator("#cong-cu-doc summary").click()
    expect(page.get_by_role("button", name="Lưu trang")).to_be_visible()
    assert page.locator("[data-tool=share]").is_hidden()
    assert page.locator("[data-tool=speak]").is_hidden()


@pytest.mark.parametrize(
    ("citizen", "offered"),
    [({"told": VOICES % voice + ";" + SPEAK}, voice != "en-US") for voice in ("vi-VN", "vi", "en-US")],
    ids=["vi-VN", "vi", "en-US"],
    indirect=["citizen"],
)
def test_reading_aloud_takes_a_vietnamese_voice(citizen, offered):
    page = citizen.open(COMMUNE, NOTICE)
    page.locator("#cong-cu-doc summary").click()
    expect(page.get_by_role("button", name="Lưu trang")).to_be_visible()
    assert page.locator("[data-tool=speak]").is_visible() == offered
    if offered:
        page.evaluate(
            "text => document.querySelector('main').append(text)", "Lệ phí 1.500.000 đồng. Nộp tại xã"
        )
        page.get_by_role("button", name="Đọc thành tiếng").click()
        said = page.evaluate("said")
        assert page.locator("h1").inner_text() in " ".join(said)
        assert said[-2:] == ["Lệ phí 1.500.000 đồng.", "Nộp tại xã"]
        page.get_by_role("button", name="Dừng đọc").click()


@pytest.mark.parametrize("citizen", [{"told": SHARE}], indirect=True)
def test_a_page_is_shared_by_its_address(citizen):
    page = citizen.open(COMMUNE, NOTICE)
    page.locator("#cong-cu-doc summary").click()
    page.get_by_role("button", name="Chia sẻ").click()
    assert page.evaluate("shared.url") == citizen.address(COMMUNE, NOTICE)


@pytest.mark.parametrize("citizen", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_links_lead_down_and_up_the_tiers(citizen):
    page = citizen.open(PROVINCE, "/")
    page.get_by_role("link", name="Tìm nơi bạn ở theo tên").click()
    for hostname, name in ((DISTRICT, "Thành phố Chí Linh"), (COMMUNE, "Phường Bến Tắm")):
        link = page.locator("#tim-don-vi").get_by_role("link", name=name)
        if not link.is_visible():
            page.get_by_text("Các đơn vị thuộc").click()
        link.click()
        assert page.url == citizen.address(hostname, APP)
    assert page.locator("#noi-cua-toi").get_by_role("link", name="Thông báo").is_visible()
    page.locator("#tim-don-vi").get_by_role("link", name="Tỉnh Hải Dương").click()
    assert page.url.startswith(citizen.address(PROVINCE, APP))
    citizen.open(COMMUNE, NOTICE)
    page.locator("footer").get_by_role("link", name="Ứng dụng").click()
    assert page.url == citizen.address(COMMUNE, APP)


@pytest.mark.parametrize(
    "citizen",
    [{"told": VOICES % "vi-VN" + ";" + SHARE, "viewport": {"width": w, "height": 800}} for w in (360, 1280)],
    ids=["telephone", "desk"],
    indirect=True,
)
def test_axe_finds_nothing_on_the_app_and_its_tools_in_light_and_in_dark(citizen):
    for hostname, path in (
        (PROVINCE, APP),
        (COMMUNE, APP),
        (COMMUNE, "/ngoai-tuyen.html"),
        (COMMUNE, NOTICE),
    ):
        page = citizen.open(hostname, path)
        if hostname == PROVINCE:
            _choose_ben_tam(page)
            page.get_by_label("Tên xã, phường").fill("chi linh")
            expect(page.locator(".unit-finder-found button").first).to_be_visible()
        page.locator("#cong-cu-doc summary").click()
        page.evaluate(Axe().axe_script)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(RUN_AXE, RULES) == [], (hostname, path, scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_manifest_has_what_a_browser_asks_of_an_app(citizen):
    page = citizen.open(COMMUNE, "/")
    session = citizen.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    manifest = json.loads(found["data"])
    assert manifest["lang"] == "vi"
    assert page.evaluate(FOUND, manifest["start_url"]) == [200, "text/html; charset=utf-8"]
    for icon in manifest["icons"]:
        assert page.evaluate(FOUND, icon["src"]) == [200, icon["type"]]
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )
