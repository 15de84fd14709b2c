"""What only Elasticsearch can get wrong: mappings, late writes, other versions, no server."""

import os
import traceback
import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from build.errors import SearchEngineError
from build.index import elastic_mapping, elastic_server
from build.index.elastic import ElasticsearchEngine
from build.index.elastic_mapping import index_name
from build.index.engine import IndexDocument, Query, SiteIndex
from tests.samples.version_eight import version_eight


def document(slug: str, title: str) -> IndexDocument:
    return IndexDocument(
        unit="1",
        unit_name="Xã",
        tier="commune",
        hostname="1.test",
        path=("1",),
        section="tin",
        slug=slug,
        type="article",
        title=title,
        summary="",
        text="",
        origin="1",
        origin_name="Xã",
        url="/",
        date=None,
        year=None,
        distance=0,
    )


def site(revision: int, *documents: IndexDocument) -> SiteIndex:
    return SiteIndex(unit="1", revision=revision, documents=documents)


@pytest.fixture
def client() -> Iterator[Elasticsearch]:
    with Elasticsearch(os.environ["ELASTICSEARCH_URL"]) as opened:
        yield opened


@pytest.fixture
def engine() -> Iterator[ElasticsearchEngine]:
    opened = ElasticsearchEngine(os.environ["ELASTICSEARCH_URL"], f"test-{uuid.uuid4().hex}")
    yield opened
    opened.drop()
    opened.close()


def alias(engine: ElasticsearchEngine) -> str:
    return engine._server.alias


def found(engine: ElasticsearchEngine, text: str) -> list[str]:
    engine.settle()
    return sorted(hit.id for hit in engine.search(Query(text=text)).hits)


@pytest.mark.elasticsearch
def test_a_late_write_does_not_bring_back_what_was_withdrawn(
    engine: ElasticsearchEngine, client: Elasticsearch
) -> None:
    engine.update_sites([site(1, document("a", "Lũ"))])
    client.indices.put_settings(index=alias(engine), settings={"gc_deletes": "0s"})
    engine.update_sites([site(3)])
    late = elastic_mapping.source(document("a", "Lũ"), 2)
    engine._server.write([{"_id": "1/tin/a", "version": 2, "_source": late}])
    assert found(engine, "lũ") == []


@pytest.mark.elasticsearch
def test_unchanged_pages_are_not_written_again(engine: ElasticsearchEngine, client: Elasticsearch) -> None:
    engine.update_sites([site(1, document("a", "Lũ"), document("b", "Bão"))])
    engine.update_sites([site(2, document("a", "Lũ"), document("b", "Bão lớn"))])
    versions = {slug: client.get(index=alias(engine), id=f"1/tin/{slug}")["_version"] for slug in ("a", "b")}
    assert versions == {"a": 1, "b": 2}


@pytest.mark.elasticsearch
def test_after_an_update_that_was_cut_short_everything_is_written(engine: ElasticsearchEngine) -> None:
    engine.update_sites([site(1, document("a", "Lũ"))])
    cut_short = elastic_mapping.site_note("1", 2, {"1/tin/a": "", "1/tin/b": ""}, complete=False)
    engine._server.write([{"_id": "site:1", "version": 2, "_source": cut_short}])
    engine.settle()
    assert engine.revisions() == {}
    engine.update_sites([site(2, document("b", "Lũ"))])
    assert found(engine, "lũ") == ["1/tin/b"]
    assert engine.revisions() == {"1": 2}


@pytest.mark.elasticsearch
def test_a_new_mapping_takes_over_what_the_old_index_held(
    engine: ElasticsearchEngine, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.update_sites([site(1, document("a", "Lũ"), document("b", "Lũ"))])
    engine.update_sites([site(2, document("a", "Lũ"))])
    old = index_name(alias(engine))
    monkeypatch.setitem(elastic_mapping.MAPPING["_meta"], "analysis", "another")
    newer = ElasticsearchEngine(os.environ["ELASTICSEARCH_URL"], alias(engine))
    assert newer.revisions() == {"1": 2}
    assert found(newer, "lũ") == ["1/tin/a"]
    assert list(client.indices.get_alias(name=alias(engine)).body) == [index_name(alias(engine))]
    assert not client.indices.exists(index=old)
    late = elastic_mapping.source(document("b", "Lũ"), 1)
    newer._server.write([{"_id": "1/tin/b", "version": 1, "_source": late}])
    assert found(newer, "lũ") == ["1/tin/a"]
    assert newer.update_sites([site(1, document("b", "Lũ"))]) == [False]
    newer.close()


@pytest.mark.elasticsearch
def test_who_searches_makes_no_index(engine: ElasticsearchEngine, client: Elasticsearch) -> None:
    with pytest.raises(SearchEngineError, match=r"is missing; run `python -m build`"):
        engine.search(Query(text="lũ"))
    assert not client.indices.exists(index=index_name(alias(engine)))
    assert not client.indices.exists_alias(name=alias(engine))


@pytest.mark.elasticsearch
def test_who_searches_replaces_no_older_index(
    engine: ElasticsearchEngine, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.update_sites([site(1, document("a", "Lũ"))])
    old = index_name(alias(engine))
    monkeypatch.setitem(elastic_mapping.MAPPING["_meta"], "analysis", "another")
    newer = ElasticsearchEngine(os.environ["ELASTICSEARCH_URL"], alias(engine))
    with pytest.raises(SearchEngineError, match=r"is of another version; run `python -m build`"):
        newer.search(Query(text="lũ"))
    assert list(client.indices.get_alias(name=alias(engine)).body) == [old]
    newer.close()


@pytest.mark.elasticsearch
def test_an_index_that_went_away_is_said_to_be_missing(
    engine: ElasticsearchEngine, client: Elasticsearch
) -> None:
    engine.update_sites([site(1, document("a", "Lũ"))])
    assert found(engine, "lũ")
    client.indices.delete(index=index_name(alias(engine)))
    with pytest.raises(SearchEngineError, match=r"is missing from .*; index the sites again"):
        engine.search(Query(text="lũ"))


@pytest.mark.elasticsearch
def test_a_question_that_the_server_refuses_is_told(engine: ElasticsearchEngine) -> None:
    engine.revisions()
    questions = [{"query": {"match_all": {}}}, {"query": {"unknown": {}}}]
    with pytest.raises(SearchEngineError, match=r"refused \(400 \w+\); see its log"), engine._server.errors():
        engine._server.ask(questions)


@pytest.mark.elasticsearch
def test_a_page_that_the_server_refuses_is_named(engine: ElasticsearchEngine) -> None:
    engine.revisions()
    with pytest.raises(SearchEngineError, match=r"refused to index x \("):
        engine._server.write([{"_id": "x", "version": 1, "_source": {"unknown": 1}}])


def test_a_dead_server_is_said_in_one_sentence() -> None:
    engine = ElasticsearchEngine("http://127.0.0.1:9", "x")
    with pytest.raises(SearchEngineError, match="does not answer") as caught:
        engine.search(Query(text="lũ"))
    assert "\n" not in str(caught.value)
    with pytest.raises(SearchEngineError, match="does not answer"):
        engine.update_sites([site(1)])
    engine.close()


def test_no_password_is_said_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with version_eight() as url:
        addresses = [url.replace("//", "//elastic:s3cret@"), "http://elastic:s3cret@127.0.0.1:9"]
        for address in addresses:
            engine = ElasticsearchEngine(address, "x")
            with pytest.raises(SearchEngineError, match=r"http://127\.0\.0\.1") as caught:
                engine.search(Query(text="lũ"))
            engine.close()
            assert "s3cret" not in "".join(traceback.format_exception(caught.value))
    assert "s3cret" not in caplog.text


def test_a_server_of_another_major_version_is_refused() -> None:
    with version_eight() as url:
        engine = ElasticsearchEngine(url, "x")
        with pytest.raises(SearchEngineError, match=r"version 8\.19\.0, this project needs version 9"):
            engine.search(Query(text="lũ"))
        engine.close()


def test_what_is_old_enough_is_not_carried_over() -> None:
    old = {"kind": "gone", "written": "2020-01-01T00:00:00+00:00"}
    assert elastic_server._expired(old)
    assert not elastic_server._expired({"kind": "page"})
