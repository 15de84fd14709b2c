"""``manage.py search_eval`` from files to a TREC run, on both engines."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from elasticsearch import Elasticsearch

CORPUS = [
    {"id": "tt/1", "title": "Cấp lại thẻ căn cước", "body": "Nộp hồ sơ tại công an xã."},
    {"id": "tt#2", "title": "Đăng ký khai sinh", "body": "Trẻ mới sinh được đăng ký trong 60 ngày."},
    {"id": "số-3", "title": "", "body": "Lịch tiêm phòng dại cho chó mèo."},
]
QUERIES = [
    {"id": "q1", "text": "mất CCCD"},
    {"id": "q2", "text": "lam giay khai sihn"},
    {"id": "q3", "text": "chó"},
]


def lines(file: Path, entries: list[dict[str, str]]) -> str:
    file.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), "utf-8")
    return str(file)


@pytest.mark.parametrize(
    "engine", ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
)
def test_a_run_has_the_best_documents_first(engine: str, tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    corpus, queries = lines(tmp_path / "c", CORPUS), lines(tmp_path / "q", QUERIES)
    call_command("search_eval", engine=engine, corpus=Path(corpus), queries=Path(queries), run=run)
    rows = [row.split(" ") for row in run.read_text("utf-8").splitlines()]
    assert {row[0]: row[2] for row in rows if row[3] == "1"} == {"q1": "tt/1", "q2": "tt#2", "q3": "số-3"}
    assert all(len(row) == 6 and row[1] == "Q0" for row in rows)


@pytest.mark.parametrize(
    "engine", ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
)
def test_a_run_has_the_ten_best_of_each_query(engine: str, tmp_path: Path) -> None:
    run = tmp_path / "run.txt"
    dogs = [{"id": f"c{n}", "title": "Tiêm phòng chó" + n * " mèo", "body": ""} for n in range(12)]
    corpus, queries = lines(tmp_path / "c", [*CORPUS, *dogs]), lines(tmp_path / "q", QUERIES[2:])
    call_command("search_eval", engine=engine, corpus=Path(corpus), queries=Path(queries), run=run)
    rows = [row.split(" ") for row in run.read_text("utf-8").splitlines()]
    assert [int(row[3]) for row in rows] == list(range(1, 11))
    assert len({row[2] for row in rows}) == 10
    scores = [float(row[4]) for row in rows]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.elasticsearch
def test_no_index_is_left_behind(tmp_path: Path) -> None:
    corpus, queries = lines(tmp_path / "c", CORPUS), lines(tmp_path / "q", QUERIES)
    with Elasticsearch(os.environ["ELASTICSEARCH_URL"]) as client:
        before = set(client.indices.get(index="trial-*").body)
        call_command(
            "search_eval",
            engine="elasticsearch",
            corpus=Path(corpus),
            queries=Path(queries),
            run=tmp_path / "run",
        )
        assert set(client.indices.get(index="trial-*").body) <= before


def test_a_faulty_corpus_is_refused_and_nothing_written(tmp_path: Path) -> None:
    corpus, queries = lines(tmp_path / "c", [*CORPUS, CORPUS[0]]), lines(tmp_path / "q", QUERIES)
    with pytest.raises(CommandError, match="line 4: the id 'tt/1' is on an earlier line too"):
        call_command("search_eval", corpus=Path(corpus), queries=Path(queries), run=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_dead_server_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", "http://127.0.0.1:9")
    corpus, queries = lines(tmp_path / "c", CORPUS), lines(tmp_path / "q", QUERIES)
    with pytest.raises(CommandError, match="does not answer"):
        call_command(
            "search_eval",
            engine="elasticsearch",
            corpus=Path(corpus),
            queries=Path(queries),
            run=tmp_path / "run",
        )
