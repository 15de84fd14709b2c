"""Sites are indexed in groups: each fares for itself, save where the search server is out."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import msgspec
import pytest

from build.index.engine import Query
from build.index.opening import open_engine
from build.indexing import SiteIndexer
from build.snapshot.store import SnapshotReader, database_path
from tests.samples.snapshots import Example


@pytest.fixture
def land(tmp_path):
    """Two communes that show the same pages."""
    example = Example(tmp_path / "var")
    facts = msgspec.structs.replace(example.unit.unit, code="10549", hostname="hoang-tan.localhost")
    pages = tuple(msgspec.structs.replace(page, changed_by=()) for page in example.unit.shown[1:])
    example.write(example.unit, msgspec.structs.replace(example.unit, unit=facts, shown=pages))
    return example


@pytest.fixture
def sites(land):
    with closing(SnapshotReader(land.config.snapshot)) as reader:
        return reader.sites()


def found(config):
    with closing(open_engine(config.engine)) as engine:
        return {hit.unit for hit in engine.search(Query(text="ứng phó bão", size=50)).hits}


def test_a_group_is_found_when_all_of_it_is_written(land, sites):
    with closing(SiteIndexer(land.config)) as indexer:
        outcomes = indexer.update(sites)
    assert [(outcome.hostname, outcome.written) for outcome in outcomes] == [(s.hostname, 1) for s in sites]
    assert found(land.config)


def test_a_snapshot_that_is_newer_by_now_is_left_for_later(land, sites):
    older = sites[0]._replace(digest="0" * 64)
    with closing(SiteIndexer(land.config)) as indexer:
        first, second = indexer.update([older, sites[1]])
    assert (first.superseded, first.failure, second.written) == (True, "", 1)


def test_a_site_without_a_digest_is_taken_out(land, sites):
    with closing(SiteIndexer(land.config)) as indexer:
        indexer.update(sites)
        gone = [site._replace(digest="", revision=site.revision + 1) for site in sites]
        assert [outcome.deleted for outcome in indexer.update(gone)] == [1, 1]
    assert found(land.config) == set()


def test_what_is_gone_is_taken_out_where_no_snapshot_is(land, sites, tmp_path):
    with closing(SiteIndexer(land.config)) as indexer:
        indexer.update(sites)
    elsewhere = replace(land.config, snapshot=tmp_path / "none")
    gone = [site._replace(digest="", revision=site.revision + 1) for site in sites]
    with closing(SiteIndexer(elsewhere)) as indexer:
        assert [outcome.failure for outcome in indexer.update(gone)] == ["", ""]
    assert found(land.config) == set()


def test_after_an_outage_the_rest_is_not_tried(land, sites):
    dead = replace(land.config, engine="elasticsearch:http://127.0.0.1:9/nobody")
    with closing(SiteIndexer(dead)) as indexer:
        outcomes = indexer.update(sites)
    assert all(outcome.outage and "does not answer" in outcome.failure for outcome in outcomes)
    assert [outcome.hostname for outcome in outcomes] == [site.hostname for site in sites]


def test_one_that_is_damaged_does_not_hold_up_the_others(land, sites):
    with closing(sqlite3.connect(database_path(land.config.snapshot))) as snapshot, snapshot:
        snapshot.execute("UPDATE unit SET payload = '{' WHERE code = ?", (sites[0].code,))
    with closing(SiteIndexer(land.config)) as indexer:
        first, second = indexer.update(sites)
    assert first.failure
    assert (first.outage, second.written) == (False, 1)
    assert found(land.config) == {sites[1].code}
