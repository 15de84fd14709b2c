"""Sites without a network: what was opened and what is needed most can be read, nothing is stranded."""

import hashlib
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import TimeoutError as Unanswered

from build.config import Config, load
from build.pipeline import build
from build.render import pelican_shell, web_app
from build.render.assets import Assets
from tests.samples.province import SAMPLES, Province
from tests.samples.served import serving
from tests.samples.windows import PATIENCE

pytestmark = pytest.mark.browser

HOSTNAME = "ben-tam.chi-linh.hai-duong.localhost"
PROVINCE = "hai-duong.localhost"
OPENED = "/thong-bao/notice-30/"
NEVER_OPENED = "/tin-tuc/article-10546/"
PROCEDURE = "/thu-tuc-hanh-chinh/procedure-10546/"
CONTROLLED = "() => navigator.serviceWorker.controller !== null"
STYLED = "document.styleSheets[0].cssRules.length > 100"
ANOTHER = "getComputedStyle(document.querySelector('main')).getPropertyValue('--another')"
FILES = "[...document.querySelectorAll('script[src], link[rel=stylesheet]')].map(one => one.src || one.href)"
KEPT = "async ([name, path]) => Boolean(await (await caches.open(name)).match(path))"


def until(page: Page, check: str) -> None:
    """Waits in the page until ``check``, a function that may be asynchronous, says yes; 80 s at the most."""
    assert page.evaluate(f"""async () => {{
        const check = {check};
        for (let tries = 0; tries < 4000; tries += 1) {{
            if (await check()) return true;
            await new Promise((resolve) => setTimeout(resolve, 20));
        }}
        return false;
    }}"""), check


class Device:
    """A citizen's phone, and the sites as they are deployed: both can be changed under it."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        site_url = f"http://{{hostname}}:{self.port}"
        self.config: Config = replace(
            load({"LIENTHONG_VAR": str(folder / "var"), "LIENTHONG_SITE_URL": site_url}), jobs=1
        )
        self.sites = folder / "var" / "sites"
        Province(site_url).write(self.config)
        self.deploy()
        self.running = ExitStack()
        self.running.enter_context(serving(self.listener, self.sites))
        self.context: BrowserContext = browser.new_context(reduced_motion="reduce")
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()

    def deploy(self, **settings: Any) -> None:
        """Build and deploy all sites, with other settings than usual."""
        assert build(replace(self.config, **settings)).failures == {}

    def address(self, path: str, hostname: str = HOSTNAME) -> str:
        return f"http://{hostname}:{self.port}{path}"

    def open(self, path: str) -> Page:
        """Open a page, and wait until the worker keeps it."""
        try:
            self.page.goto(self.address(path), timeout=15_000)
        except Unanswered:
            # While one worker takes over from another, Chromium loses an answer now and then, whatever the
            # workers do (2 of 70 times with ones that only fetch). A reader tries again.
            self.page = self.context.new_page()
            self.page.goto(self.address(path))
        until(self.page, CONTROLLED)
        until(self.page, f"() => ({KEPT})(['da-mo', '{path}'])")
        return self.page

    def cut(self) -> None:
        """No network any more, neither for pages nor for the worker."""
        self.context.set_offline(True)

    @staticmethod
    def title_of(page_type: str) -> str:
        """What the sample pages of that type are called."""
        return str(SAMPLES["pages"][page_type]["title"])

    def heading(self, path: str) -> str:
        self.page.goto(self.address(path))
        return self.page.locator("h1").inner_text()


@pytest.fixture
def device(chromium: Browser, tmp_path: Path) -> Iterator[Device]:
    device = Device(chromium, tmp_path)
    yield device
    device.context.close()
    device.running.close()


def test_without_a_network_what_was_opened_and_what_is_needed_most_is_there(device):
    title = device.open(OPENED).locator("h1").inner_text()
    # Urgent notices that are over must not come back from anywhere.
    assert device.page.evaluate("caches.match('/_khan-cap.json').then(found => !found)")
    until(device.page, f"() => ({KEPT})(['thu-tuc', '{PROCEDURE}'])")
    device.cut()
    assert device.heading(OPENED) == title
    assert device.page.get_by_text("Không có mạng. Nội dung dưới đây là bản đã lưu").is_visible()
    assert device.page.evaluate(STYLED)
    for path, heading in (("/to-chuc/", "Tổ chức bộ máy"), ("/thu-tuc-hanh-chinh/", "Thủ tục hành chính")):
        assert heading in device.heading(path)
    assert device.heading(PROCEDURE) == device.title_of("procedure")
    assert device.page.evaluate(STYLED)
    assert device.heading("/")
    assert device.heading(NEVER_OPENED) == "Không có mạng"
    visited = device.page.locator(".kept-pages-visited a")
    assert visited.first.inner_text() == title


def test_without_a_network_the_sites_own_index_is_searched(device):
    device.open(OPENED)
    device.cut()
    assert device.heading("/tim-kiem/?q=tiem+chung") == "Tìm kiếm"
    device.page.locator("#ket-qua a").first.wait_for()
    assert "trang tự tìm trong mục lục" in device.page.locator("#trang-thai").inner_text()


def test_without_a_network_the_commune_that_was_chosen_is_there(device):
    page, app = device.page, device.address("/ung-dung/", PROVINCE)
    page.goto(app)
    until(page, CONTROLLED)
    page.get_by_label("Tên xã, phường").fill("ben tam")
    page.get_by_role("button", name="Phường Bến Tắm, Thành phố Chí Linh").click()
    shown = [page.locator(f".my-unit-{part}") for part in ("contact", "procedures", "news")]
    for part in shown:
        part.wait_for()
    before = [part.inner_text() for part in shown]
    device.cut()
    page.goto(app)
    for part in shown:
        part.wait_for()
    assert page.locator("#ten-don-vi").inner_text() == "Phường Bến Tắm"
    assert [part.inner_text() for part in shown] == before


def test_a_page_that_was_taken_back_is_taken_from_the_device(device):
    device.open(OPENED)
    (device.sites / HOSTNAME / OPENED[1:] / "index.html").unlink()
    assert device.heading(OPENED) == "Không tìm thấy trang"
    until(device.page, f"async () => !(await ({KEPT})(['da-mo', '{OPENED}']))")
    device.cut()
    assert device.heading(OPENED) == "Không có mạng"


@pytest.fixture
def another_theme(device: Device, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Deploys another stylesheet and another worker, and takes the old stylesheets from the sites."""

    def publish() -> None:
        source, compiled = web_app._source, pelican_shell.compile_assets
        monkeypatch.setattr(web_app, "_source", lambda name: source(name) + b"\nself.changed = true;")
        monkeypatch.setattr(pelican_shell, "compile_assets", lambda *theme: _restyled(compiled(*theme)))
        pelican_shell.forget_themes()
        before = list(device.sites.rglob("_a/*.css"))
        for state in device.config.staging.rglob("*.json"):
            state.unlink()
        device.deploy()
        for stylesheet in before:
            stylesheet.unlink()

    yield publish
    pelican_shell.forget_themes()


def _restyled(assets: Assets) -> Assets:
    content = assets.files[assets.stylesheet[1:]] + b"main{--another:1}"
    path = f"_a/{hashlib.sha256(content).hexdigest()}.css"
    return replace(assets, stylesheet=f"/{path}", files={**assets.files, path: content})


def test_a_new_deployment_strands_no_open_page_and_none_that_is_kept(device, another_theme):
    page = device.open(OPENED)
    title, files = page.locator("h1").inner_text(), page.evaluate(FILES)
    another_theme()
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    until(page, "() => navigator.serviceWorker.getRegistration().then(found => found.waiting)")
    # The page that is open goes on with its own worker and finds its own files.
    assert files
    for file in files:
        assert page.evaluate("file => fetch(file).then(answer => answer.status)", file) == 200
    # So does one that is opened beside it.
    device.page = device.context.new_page()
    device.open(NEVER_OPENED)
    assert device.page.evaluate(ANOTHER) == "1"
    page.close()
    # Nobody has a page open: now the new worker takes over.
    device.page.goto("about:blank")
    device.open(NEVER_OPENED)
    until(
        device.page,
        "() => navigator.serviceWorker.getRegistration().then(found => found.active && !found.waiting)",
    )
    device.cut()
    assert device.heading(NEVER_OPENED)
    assert device.page.evaluate(ANOTHER) == "1"
    # What was kept from before still looks as it did.
    assert device.heading(OPENED) == title
    assert device.page.evaluate(ANOTHER) == ""
    assert device.page.evaluate(STYLED)


def test_pages_that_no_list_keeps_any_more_take_their_files_along(device):
    page = device.open(OPENED)
    gone = "/_a/" + "0" * 64 + ".css"
    page.evaluate("path => caches.open('tep').then(cache => cache.put(path, new Response('')))", gone)
    page.evaluate(
        """path => caches.open('da-mo').then(cache => Promise.all([...Array(70).keys()].map(number =>
            cache.put(`/cu/${number}/`, new Response(`<link href="${path}">`)))))""",
        gone,
    )
    device.open(NEVER_OPENED)
    until(page, "() => caches.open('da-mo').then(cache => cache.keys()).then(keys => keys.length === 60)")
    assert page.evaluate(KEPT, ["tep", gone])
    assert page.evaluate(KEPT, ["da-mo", NEVER_OPENED])
    assert not page.evaluate(KEPT, ["da-mo", OPENED])


def test_switched_off_it_takes_back_all_that_it_kept(device):
    page = device.open(OPENED)
    device.deploy(offline=False)
    page.reload()
    until(
        page,
        """async () => (await navigator.serviceWorker.getRegistrations()).length === 0
            && (await caches.keys()).length === 0""",
    )
    assert device.heading(OPENED)
    device.deploy()
    device.open(OPENED)


def test_switching_it_off_changes_one_file_a_site(device):
    before = _tags(device)
    device.deploy(offline=False)
    after = _tags(device)
    assert {path for path in after if after[path] != before[path]} == {"sw.js"}


def _tags(device):
    site = device.sites / HOSTNAME
    files = [path for path in site.rglob("*") if path.is_file() and "_d" not in path.parts]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}
