"""A small province, built and served by hostname, and a browser that finds its hosts on this machine."""

import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import waitress
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, sync_playwright

from build.config import load
from build.pipeline import build
from cms.serving.by_hostname import ByHostname
from tests.samples.province import Province

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
HOSTS = "--host-resolver-rules=MAP *.localhost 127.0.0.1"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # No longer than a module: Playwright runs an event loop in which Django would refuse every query.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROME_PATH"], args=[*FLAGS, HOSTS])
        yield browser
        browser.close()


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.RLock]:
    """Held by whoever uses the database: all threads share the one connection of a database in memory."""
    turn, answer = threading.RLock(), BaseHandler.get_response

    def in_turn(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        with turn:
            return answer(handler, request)

    monkeypatch.setattr(BaseHandler, "get_response", in_turn)
    # Playwright runs an event loop in this thread, in which Django would refuse every query.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    yield turn
    with turn:
        pass


@pytest.fixture
def browser(one_at_a_time: threading.RLock) -> Iterator[Browser]:
    """A browser for a desk that runs in this process."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["CHROME_PATH"], args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def province_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of every site of a small province, with ``{hostname}`` where its hostname stands."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        site_url = f"http://{{hostname}}:{listener.getsockname()[1]}"
        sites = _built(tmp_path_factory.mktemp("var"), site_url)
        server = waitress.create_server(ByHostname(sites), sockets=[listener], threads=4)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield site_url
        server.close()
        thread.join(timeout=10)
        assert not thread.is_alive()


def _built(folder: Path, site_url: str) -> Path:
    config = replace(load({"LIENTHONG_VAR": str(folder), "LIENTHONG_SITE_URL": site_url}), jobs=1)
    Province(site_url).write(config)
    assert build(config).failures == {}
    return folder / "sites"
