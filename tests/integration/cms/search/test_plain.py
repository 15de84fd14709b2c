"""The answer as a page, for browsers without scripts."""

from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from build.config import load
from build.index.documents import index_documents
from build.index.engine import Results, SiteIndex
from build.snapshot.store import SnapshotReader
from cms.search.asking import engine
from cms.units.models import Unit
from tests.samples.province import Province

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cms.search.api_urls")]
SITE_URL = "http://{hostname}:8000"


@pytest.fixture(autouse=True)
def province(
    make_unit: Callable[..., Unit], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three units one above the other, with what they show in the index."""
    cache.clear()
    monkeypatch.setenv("LIENTHONG_VAR", str(tmp_path))
    settings.SITE_URL = SITE_URL
    settings.SEARCH_ENGINE = f"embedded:{tmp_path}/search.sqlite3"
    Province(SITE_URL).write(load())
    reader, above = SnapshotReader(load().snapshot), None
    for entry in sorted(reader.sites(), key=lambda site: len(site.hostname)):
        snapshot, documents = reader.site(entry.code)
        above = make_unit(entry.code, entry.tier, above)
        site = SiteIndex(unit=entry.code, revision=1, documents=index_documents(snapshot, documents))
        engine().update_sites([site])
    reader.close()


def ask(code: str = "10546", **parameters: object) -> tuple[int, str]:
    response = Client().get(f"/api/tim-kiem/{code}/", parameters)
    page = response.content.decode()
    if response.status_code != 404:
        html5lib.HTMLParser(strict=True).parse(page)
    return response.status_code, page


def test_the_answer_stands_in_the_frame_of_the_units_site_with_whole_addresses() -> None:
    status, page = ask(q="sử dụng đất")
    assert status == 200
    assert "<mark>sử dụng đất</mark>" in page
    assert "Phường Bến Tắm</title>" in page
    assert '="/' not in page
    assert "style-src &#39;self&#39; http://ben-tam.chi-linh.hai-duong.localhost:8000;" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "07/01/2025" in page


def test_choices_are_kept_and_counted() -> None:
    page = ask(q="sử dụng đất", scope="everywhere", type="procedure")[1]
    assert 'value="everywhere" checked' in page
    assert '<option value="procedure" selected>Thủ tục hành chính (' in page
    assert 'data-count="unit">' in page


@pytest.mark.parametrize(
    ("year", "above", "wider", "filtered"),
    [("", 0, False, False), ("1999", 0, False, True), ("", 3, True, False)],
)
def test_where_nothing_is_found_only_what_can_help_is_advised(
    monkeypatch: pytest.MonkeyPatch, year: str, above: int, wider: bool, filtered: bool
) -> None:
    found = Results(scopes={"unit": 0, "above": above})
    monkeypatch.setattr(type(engine()), "search", lambda *_: found)
    page = ask(q="sử dụng đất", year=year)[1]
    assert 'id="khong-thay">' in page
    assert ("<li data-wider>" in page, "<li data-filtered>" in page) == (wider, filtered)


def test_one_page_of_results_leads_to_the_next() -> None:
    page = ask(q="tiêm chủng", scope="everywhere")[1]
    following = page.partition('<a class="button" href="')[2].partition('"')[0]
    assert following.startswith("?q=ti%C3%AAm+ch%E1%BB%A7ng&amp;scope=everywhere&amp;cursor=")
    second = Client().get(f"/api/tim-kiem/10546/{following.replace('&amp;', '&')}").content.decode()
    assert "<h2><a" in second
    assert second.partition("<h2>")[2][:200] != page.partition("<h2>")[2][:200]


@pytest.mark.parametrize(
    ("parameters", "status", "said"),
    [
        ({"q": ""}, 200, ""),
        ({"q": "zzzz"}, 200, "Không tìm thấy trang nào"),
        ({"q": "/zzzz"}, 200, 'value="/zzzz"'),
        ({"q": "😀"}, 200, "chưa có chữ hay số nào"),
        ({"q": "x" * 5_000}, 200, "200 ký tự"),
        ({"q": "x" * 10_001}, 400, "không hợp lệ"),
        ({"q": "a", "scope": "all"}, 400, "không hợp lệ"),
        ({"q": "a", "cursor": "abc"}, 400, "hãy tìm lại từ đầu"),
        ({"q": "<script>alert(1)</script>"}, 200, "&lt;script&gt;"),
    ],
)
def test_whatever_is_asked_gets_a_page_with_a_plain_word(
    parameters: dict[str, object], status: int, said: str
) -> None:
    answered, page = ask(**parameters)
    assert answered == status
    assert said in page
    assert "<script>alert" not in page


def test_a_dead_engine_is_said_on_a_page_too(settings: Settings) -> None:
    settings.SEARCH_ENGINE = "elasticsearch:http://127.0.0.1:9"
    status, page = ask(q="lũ")
    assert status == 503
    assert "tạm thời không trả lời" in page


def test_it_counts_with_the_questions_of_the_api(settings: Settings) -> None:
    allowed = int(settings.SEARCH_RATE.partition("/")[0])
    for _ in range(allowed):
        Client().get("/api/popular")
    status, page = ask(q="lũ")
    assert status == 429
    assert "Quá nhiều lượt tìm" in page


def test_a_unit_without_a_site_has_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask("999")[0] == 404
    monkeypatch.setenv("LIENTHONG_VAR", str(tmp_path / "empty"))
    assert ask()[0] == 404
    assert Client().post("/api/tim-kiem/10546/").status_code == 405
