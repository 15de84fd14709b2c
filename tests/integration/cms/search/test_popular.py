"""What is popular: only what many have asked, in words that pages have, and nothing of who asked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from build.index.engine import IndexDocument, SiteIndex
from cms.search import popular
from cms.search.asking import engine

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cms.search.api_urls")]
NOW = datetime(2026, 11, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def index(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One page, about registering a birth; a week's middle, so that no test runs over its end."""
    cache.clear()
    monkeypatch.setattr(popular.timezone, "now", lambda: NOW)
    settings.SEARCH_ENGINE = f"embedded:{tmp_path}/search.sqlite3"
    empty: dict[str, Any] = dict.fromkeys(("hostname", "summary", "text", "url"), "")
    names = dict.fromkeys(("unit", "unit_name", "origin", "origin_name"), "30")
    document = IndexDocument(
        **{**empty, **names, "tier": "province", "path": ("30",), "section": "a", "slug": "b"},
        type="notice",
        title="Đăng ký khai sinh 2025",
        date=None,
        year=None,
        distance=0,
    )
    engine().update_sites([SiteIndex(unit="30", revision=1, documents=[document])])
    opened = engine()
    yield
    opened.drop()


def _ask(text: str, *askers: int, **more: object) -> None:
    for asker in askers:
        client = Client(REMOTE_ADDR=f"10.0.0.{asker}")
        assert client.get("/api/search", {"q": text, **more}).status_code == 200


def _popular() -> list[str]:
    return Client().get("/api/popular").json()["popular"]


def test_nothing_is_shown_that_fewer_than_enough_people_asked() -> None:
    _ask("khai sinh", *range(popular.ENOUGH - 1))
    # However often one of them asks.
    _ask("khai sinh", *[1] * 20)
    assert _popular() == []
    _ask("khai sinh", 99)
    assert _popular() == ["khai sinh"]


def test_below_that_not_even_the_cache_holds_a_word_or_an_address() -> None:
    _ask("khai sinh", 1, 2)
    held = str(cache._cache)  # the test's cache lies in memory
    kept = {name: cache.get(name.partition(":1:")[2]) for name in list(cache._cache)}
    assert any("asked:" in name for name in kept)
    values = str([value for name, value in kept.items() if "asked:" in name])
    assert "khai" not in held
    assert "10.0.0" not in values


def test_spellings_of_one_question_count_together_and_the_one_with_marks_is_shown() -> None:
    _ask("dang ky khai sinh", 1, 2, 3, 4, 5)
    _ask("Đăng ký  khai sinh", 6)
    assert _popular() == ["Đăng ký khai sinh"]


@pytest.mark.parametrize(
    "text", ["khai sinh Nguyễn Văn Tèo", "sinh khai", "khai sinh 0912345678", "khai sinh " * 8, "vô duyên"]
)
def test_words_that_no_page_puts_so_and_long_numbers_never_count(text: str) -> None:
    _ask(text, *range(2 * popular.ENOUGH))
    assert _popular() == []


def test_what_is_still_being_typed_or_paged_through_does_not_count() -> None:
    _ask("khai sinh", *range(popular.ENOUGH), typing=True)
    _ask("khai sinh", *range(popular.ENOUGH), year=1999)
    assert _popular() == []


def test_what_more_people_ask_comes_first_and_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    _ask("đăng ký", *range(popular.ENOUGH))
    _ask("khai sinh", *range(popular.ENOUGH + 3))
    assert _popular() == ["khai sinh", "đăng ký"]
    monkeypatch.setattr(popular.timezone, "now", lambda: NOW + timedelta(weeks=1))
    assert _popular() == ["khai sinh", "đăng ký"]
    monkeypatch.setattr(popular.timezone, "now", lambda: NOW + timedelta(weeks=2))
    assert _popular() == []


def test_the_answer_may_be_kept_for_some_minutes() -> None:
    assert Client().get("/api/popular")["Cache-Control"] == "public, max-age=300"
