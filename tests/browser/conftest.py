"""A small province, built and served by hostname, and a browser for it and for the desk."""

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.servers.basehttp import ServerHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import Browser, Page

from build.config import load
from build.pipeline import build
from tests.samples.province import Province
from tests.samples.served import serving
from tests.samples.windows import Windows

WIDE = {"width": 1400, "height": 1600}


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.RLock]:
    """Held by whoever uses the database: all threads share the one connection of a database in memory."""
    turn, answer = threading.RLock(), BaseHandler.get_response

    def in_turn(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        with turn:
            return answer(handler, request)

    monkeypatch.setattr(BaseHandler, "get_response", in_turn)
    yield turn
    with turn:
        pass


@pytest.fixture
def browser(one_at_a_time: threading.RLock, chromium: Browser) -> Browser:
    """A browser for a desk that runs in this process."""
    return chromium


@pytest.fixture(scope="session", autouse=True)
def one_request_a_connection() -> Iterator[None]:
    """The desk closes each connection at once. Windows stay open from test to test, and would keep theirs:
    its thread would end after the test, and close a database that is another thread's.
    """
    clean_up = ServerHandler.cleanup_headers

    def and_close(handler: ServerHandler) -> None:
        clean_up(handler)
        handler.headers["Connection"] = "close"
        handler.request_handler.close_connection = True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ServerHandler, "cleanup_headers", and_close)
        yield


@pytest.fixture
def stranger(live_server: Any, one_at_a_time: threading.RLock, windows: Windows) -> Callable[..., Page]:
    """``stranger()`` is a page in which nobody is logged in; see ``Windows.open``."""

    def stranger(**screen: Any) -> Page:
        return windows.open(base_url=live_server.url, locale="vi-VN", **screen)

    return stranger


@pytest.fixture
def log_in(
    live_server: Any, stranger: Callable[..., Page], one_at_a_time: threading.RLock
) -> Callable[..., Page]:
    """``log_in(user)`` is a page at the dashboard, which notes what scripts complain of in ``faults``."""

    def log_in(user: Any, viewport: Any = WIDE, **screen: Any) -> Page:
        client = Client()
        with one_at_a_time:
            client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page = stranger(viewport=viewport, **screen)
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto("/quan-tri/")
        return page

    return log_in


@pytest.fixture(scope="module")
def built_province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """As ``province_url``, and the folder of all that the build wrote."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        site_url = f"http://{{hostname}}:{listener.getsockname()[1]}"
        folder = tmp_path_factory.mktemp("var")
        with serving(listener, _built(folder, site_url)):
            yield site_url, folder


@pytest.fixture(scope="module")
def province_url(built_province: tuple[str, Path]) -> str:
    """The address of every site of a small province, with ``{hostname}`` where its hostname stands."""
    return built_province[0]


def _built(folder: Path, site_url: str) -> Path:
    config = replace(load({"LIENTHONG_VAR": str(folder), "LIENTHONG_SITE_URL": site_url}), jobs=1)
    Province(site_url).write(config)
    assert build(config).failures == {}
    return folder / "sites"
