"""The citizens' API: what it answers, and what it does not let through."""

import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.core.management import CommandError, call_command
from django.test import Client
from environ import Env
from pytest_django.fixtures import Settings

from build.index.engine import IndexDocument, SiteIndex
from cms.search.api import throttle
from cms.search.asking import engine
from cms.units.models import Unit
from tests.conftest import figure

pytestmark = [pytest.mark.django_db, pytest.mark.urls("cms.search.api_urls")]

WORDS = ("lũ", "thông báo", "a" * 300, "x" * 5_000, "\u0301\u0323", "😀", "\ud7ff", "\x00", "\u202e")
SIGNS = tuple("\"'*()^-+\\%_:[]{}#&;\r\n")
SYNTAX = ("AND", "OR", "NOT", "NEAR(lũ a,2)", "title:lũ", "lũ*", '"lũ', "' OR 1=1 --", "_id:*", "${jndi}")
PIECES = WORDS + SIGNS + SYNTAX
LONGEST = 10_000
WORD_OF_ENGINES = re.compile(r"fts5|sqlite|syntax|unterminated|no such column|traceback|exception", re.I)


def page(unit: Unit, slug: str, title: str) -> IndexDocument:
    path = (unit.parent.code, unit.code) if unit.parent else (unit.code,)
    return IndexDocument(
        unit=unit.code,
        unit_name=unit.full_name,
        tier=unit.tier,
        hostname=unit.hostname,
        path=path,
        section="thong-bao",
        slug=slug,
        type="notice",
        title=title,
        summary="",
        text="Nội dung",
        origin=unit.code,
        origin_name=unit.full_name,
        url=f"/thong-bao/{slug}/",
        date="2024-10-10",
        year=2024,
        distance=0,
    )


@pytest.fixture
def units(make_unit: Callable[..., Unit], settings: Settings, tmp_path: Path) -> Iterator[tuple[Unit, Unit]]:
    """A province and a commune under it, each with one page about the flood in the index."""
    cache.clear()
    settings.SEARCH_ENGINE = f"embedded:{tmp_path}/search.sqlite3"
    settings.SITE_URL = "https://{hostname}"
    province = make_unit("30", "province", full_name="Tỉnh Hải Dương")
    commune = make_unit("10507", parent=province)
    for owner in (province, commune):
        documents = [page(owner, "lu", f"Thông báo lũ ở {owner.code}")]
        engine().update_sites([SiteIndex(unit=owner.code, revision=1, documents=documents)])
    opened = engine()
    yield province, commune
    opened.drop()


def ask(**parameters: object) -> tuple[int, dict[str, Any]]:
    response = Client().get("/api/search", parameters)
    return response.status_code, json.loads(response.content)


def test_an_answer_has_all_that_the_search_page_shows(units: tuple[Unit, Unit]) -> None:
    status, found = ask(q="lũ", unit="10507", scope="unit")
    assert status == 200
    (result,) = found["results"]
    assert result["url"] == "https://u10507.localhost/thong-bao/lu/"
    assert result["title"] == "Thông báo <mark>lũ</mark> ở 10507"
    assert (result["type_label"], result["unit_name"], result["date"]) == (
        "Thông báo",
        "Xã 10507",
        "2024-10-10",
    )
    assert found["facets"]["type"] == [{"value": "notice", "label": "Thông báo", "count": 1}]
    assert found["facets"]["tier"] == [{"value": "commune", "label": "Cấp xã", "count": 1}]
    assert (found["total"], found["cursor"], found["note"]) == (1, "", "")


@pytest.mark.parametrize(("scope", "total"), [("unit", 1), ("above", 2), ("below", 1), ("everywhere", 2)])
def test_scopes_are_seen_from_the_unit(units: tuple[Unit, Unit], scope: str, total: int) -> None:
    assert ask(q="lũ", unit="10507", scope=scope)[1]["total"] == total


def test_a_cursor_leads_to_what_comes_next(units: tuple[Unit, Unit]) -> None:
    first = ask(q="lũ", size=1)[1]
    second = ask(q="lũ", size=1, cursor=first["cursor"])[1]
    assert {first["results"][0]["unit"], second["results"][0]["unit"]} == {"30", "10507"}
    assert second["cursor"] == ""


def test_filters(units: tuple[Unit, Unit]) -> None:
    assert ask(q="lũ", tier="province", type="notice", year="2024")[1]["total"] == 1
    assert ask(q="lũ", shown_by="30")[1]["total"] == 1
    assert ask(q="lũ", year="2023")[1]["total"] == 0


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "x" * 10_001},
        {"scope": "all"},
        {"size": 51},
        {"size": 0},
        {"year": "'--"},
        {"type": "a b"},
        {"unit": "<>"},
        {"cursor": "x" * 601},
    ],
)
def test_parameters_are_bounded(units: tuple[Unit, Unit], parameters: dict[str, object]) -> None:
    status, found = ask(**parameters)
    assert status == 422
    assert found["detail"].startswith("Tham số không hợp lệ")


@pytest.mark.parametrize("parameters", [{"unit": "999"}, {"scope": "unit"}, {"cursor": "abc"}])
def test_what_cannot_be_asked_is_explained(units: tuple[Unit, Unit], parameters: dict[str, object]) -> None:
    status, found = ask(q="lũ", **parameters)
    assert status == 400
    assert found["detail"].endswith(".")


def test_a_long_question_is_cut_with_a_word(units: tuple[Unit, Unit]) -> None:
    assert "200 ký tự" in ask(q="lũ " * 100)[1]["note"]


def test_any_origin_may_read_and_no_cookie_is_set(units: tuple[Unit, Unit]) -> None:
    response = Client().get("/api/search", {"q": "lũ"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_a_dead_engine_is_said_politely(units: tuple[Unit, Unit], settings: Settings) -> None:
    settings.SEARCH_ENGINE = "elasticsearch:http://127.0.0.1:9"
    status, found = ask(q="lũ")
    assert status == 503
    assert "tạm thời không trả lời" in found["detail"]


def test_one_client_cannot_ask_without_end(units: tuple[Unit, Unit], settings: Settings) -> None:
    allowed = int(settings.SEARCH_RATE.partition("/")[0])
    client = Client()
    statuses = [client.get("/api/search").status_code for _ in range(allowed + 1)]
    assert statuses == [200] * allowed + [429]
    assert client.get("/api/search", REMOTE_ADDR="10.0.0.9").status_code == 200
    assert client.get("/api/search", headers={"X-Forwarded-For": "10.9.9.9"}).status_code == 429


def test_what_a_client_asked_is_known_to_every_process(units: tuple[Unit, Unit], settings: Settings) -> None:
    settings.CACHES = {"default": Env().cache_url_config("dbcache://counts")}
    call_command("createcachetable")
    ask(q="lũ")
    ask(q="lũ")
    assert len(DatabaseCache("counts", {}).get("throttle_anon_127.0.0.1")) == 2


def test_the_command_prints_what_the_api_answers(
    units: tuple[Unit, Unit], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("search", "lũ", unit="10507", json=True)
    printed = json.loads(capsys.readouterr().out)
    assert printed | {"suggestions": []} == ask(q="lũ", unit="10507", scope="unit")[1]
    call_command("search", "lũ", scope="everywhere", size=1)
    printed = capsys.readouterr().out
    assert "2 pages." in printed
    assert "--cursor" in printed


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("", {}, "There is no word to look for"),
        ("😀 —", {"json": True}, "There is no word to look for"),
        ("lũ", {"unit": "999"}, "No unit with the code '999' is in force"),
        ("lũ", {"scope": "above"}, "say of which"),
        ("lũ", {"size": 51}, "from 1 to 50 results, not 51"),
        ("lũ", {"cursor": "abc"}, "ask again without it"),
    ],
)
def test_the_command_says_what_is_wrong_as_commands_do(
    units: tuple[Unit, Unit], text: str, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(CommandError, match=said) as caught:
        call_command("search", text, **options)
    assert str(caught.value).isascii()
    assert "\n" not in str(caught.value)


def test_a_unit_that_is_no_longer_in_force_cannot_ask(units: tuple[Unit, Unit]) -> None:
    Unit.objects.filter(code="10507").update(valid_to=date(2020, 1, 1))
    status, found = ask(q="lũ", unit="10507", scope="unit")
    assert (status, found["detail"]) == (400, "Không có đơn vị nào mang mã 10507; hãy kiểm tra lại mã.")


def test_an_answer_counts_the_pages_in_every_scope_and_further_ones_do_not(
    units: tuple[Unit, Unit],
) -> None:
    first = ask(q="lũ", unit="10507", scope="above", size=1)[1]
    assert first["scopes"] == {"unit": 1, "above": 2, "below": 1, "everywhere": 2}
    assert ask(q="lũ", unit="10507", scope="above", size=1, cursor=first["cursor"])[1]["scopes"] == {}


@pytest.mark.parametrize("text", ["😀🎉", "\u0301\u0323", "'\"*()", "—"])
def test_a_question_without_words_is_answered_in_one(units: tuple[Unit, Unit], text: str) -> None:
    status, found = ask(q=text)
    assert (status, found["total"]) == (200, 0)
    assert "chưa có chữ hay số nào" in found["note"]
    assert ask(q="  ")[1]["note"] == ""


def test_a_question_of_five_thousand_characters_is_cut(units: tuple[Unit, Unit]) -> None:
    status, found = ask(q="lũ " + "x" * 5_000, typing=True)
    assert (status, found["total"]) == (200, 2)
    assert "200 ký tự" in found["note"]


@pytest.mark.soak
def test_strangers_questions_are_answered_whatever_they_write(
    units: tuple[Unit, Unit], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Thousands of questions made of an engine's own syntax: each is text to it, and none stops it."""
    monkeypatch.setattr(throttle, "allow_request", lambda request: True)
    chance = random.Random(11)
    seconds = []
    for _ in range(figure(200, 10_000)):
        text = chance.choice(("", " ")).join(chance.choices(PIECES, k=chance.randint(1, 12)))[:LONGEST]
        scope = chance.choice(("unit", "above", "below", "everywhere"))
        began = time.perf_counter()
        response = Client().get("/api/search", {"q": text, "unit": "10507", "scope": scope})
        seconds.append(time.perf_counter() - began)
        assert response.status_code == 200, text
        assert response.json()["total"] <= 2, text
        assert not WORD_OF_ENGINES.search(response.content.decode()), text
    p99 = quantiles(seconds, n=100)[-1]
    with capsys.disabled():
        sys.stdout.write(f"\np99 of {len(seconds)} questions: {p99 * 1000:.1f} ms ")


def test_who_is_still_typing_is_offered_titles_of_the_units_above(units: tuple[Unit, Unit]) -> None:
    offered = ask(q="thong b", unit="10507", scope="unit", typing=True)[1]["suggestions"]
    assert set(offered) == {"Thông báo lũ ở 30", "Thông báo lũ ở 10507"}
    assert ask(q="thong b", unit="30", typing=True)[1]["suggestions"] == ["Thông báo lũ ở 30"]
    assert ask(q="thong b", unit="10507")[1]["suggestions"] == []
    assert ask(q="t", typing=True)[1]["suggestions"] == []


def test_a_mistyped_word_is_put_right_for_who_has_finished(units: tuple[Unit, Unit]) -> None:
    assert ask(q="thogn báo")[1]["meant"] == "thông báo"
    assert ask(q="thogn báo", typing=True)[1]["meant"] == ""
