"""Somebody who searches on a deployed site, in a browser."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, Request, Route, expect
from pytest_django.fixtures import Settings

from cms.units.models import Unit
from tests.samples.province import SAMPLES
from tests.samples.windows import Windows

HOSTNAME = "ben-tam.chi-linh.hai-duong.localhost"
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

    def stop_the_clock(self) -> None:
        """From now on time passes for the page's scripts when the test says so."""
        self.page.clock.install(time="2025-01-07T08:00:00")
        self.page.clock.pause_at("2025-01-07T08:00:01")

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

    def gets_a_plain_word(self, text: str) -> None:
        """Asks ``text``, which is hostile, and is answered in words, on a page that keeps its width."""
        page = self.open()
        self.box.fill(text)
        page.keyboard.press("Enter")
        state = page.locator("#trang-thai")
        expect(state).not_to_be_empty()
        expect(state).not_to_have_text("Đang tìm…")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if not re.search(r"\w", text.replace("\u0301", "").replace("\u0323", "")):
            assert "chưa có chữ hay số nào" in state.inner_text()


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
