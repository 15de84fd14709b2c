"""The Elasticsearch engine: one document a shown page, written under the version of its site's revision."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from elasticsearch.helpers import scan

from build.index import cursor, elastic_query
from build.index.cursor import Position
from build.index.elastic_mapping import site_note, source, tombstone
from build.index.elastic_server import Server
from build.index.elastic_vocabulary import ElasticVocabulary
from build.index.engine import FACETS, Hit, Query, Results, Scope, SiteIndex
from build.index.highlight import Marker
from build.index.meaning import did_you_mean
from build.index.plan import Plan, plan
from build.index.suggesting import CANDIDATES

_SHOWN: Final = [
    *("page", "unit", "unit_name", "origin", "origin_name", "type", "section", "hostname", "url", "date"),
    *("title", "summary", "text"),
]


class ElasticsearchEngine:
    """A SearchEngine in the Elasticsearch at ``url``, behind ``alias``."""

    def __init__(self, url: str, alias: str) -> None:
        self._server = Server(url, alias)
        self._vocabulary = ElasticVocabulary(self._request)

    def update_sites(self, sites: Sequence[SiteIndex]) -> list[bool]:
        """As ``SearchEngine.update_sites``; cut short, those begun are known to be incomplete."""
        with self._server.errors():
            self._server.prepare()
            notes = self._notes([site.unit for site in sites])
            taken = [notes[site.unit].get("revision", -1) <= site.revision for site in sites]
            newer = (site for site, wanted in zip(sites, taken, strict=True) if wanted)
            self._server.write(change for site in newer for change in _changes(site, notes[site.unit]))
            return taken

    def revisions(self) -> Mapping[str, int]:
        """The revision held for each site that was written whole."""
        with self._server.errors():
            self._server.prepare()
            self._server.client.indices.refresh(index=self._server.alias)
            query = {
                "query": {"bool": {"filter": [{"term": {"kind": "site"}}, {"term": {"complete": True}}]}},
                "_source": ["site", "revision"],
            }
            found = scan(self._server.client, index=self._server.alias, query=query)
            return {hit["_source"]["site"]: hit["_source"]["revision"] for hit in found}

    def search(self, query: Query) -> Results:
        """What ``query`` finds, best first. A search makes no index: that is for those who write."""
        cursor.check(query)
        after = cursor.read(query)
        with self._server.errors():
            self._server.check()
            asked = plan(query.text, self._vocabulary)
            if not asked.terms:
                return Results(cut=asked.cut)
            answers = self._answers(asked, query, begin=after is None)
            found, more = self._next(asked, query, after) if after else _first(answers["hits"], query)
        seen = answers["overview"]["aggregations"]
        marker = Marker(asked)
        hits = tuple(_hit(hit, marker) for hit in found)
        last = cursor.write(query, _position(found[-1])) if more else ""
        total = int(seen["total"]["value"])
        return Results(
            hits=hits,
            total=total,
            facets=_facets(seen),
            cursor=last,
            cut=asked.cut,
            scopes=_scopes(answers["scopes"]) if query.counts else {},
            meant=did_you_mean(asked, hits),
        )

    def titles(self, words: Sequence[str], path: Sequence[str]) -> Sequence[tuple[str, int]]:
        """As ``SearchEngine.titles``."""
        with self._server.errors():
            self._server.check()
            answer = self._request(elastic_query.titles(words, path, CANDIDATES))
        return Counter(hit["_source"]["title"] for hit in answer["hits"]["hits"]).most_common()

    def pages_with(self, pairs: Sequence[str]) -> Mapping[str, int]:
        """As ``SearchEngine.pages_with``, as of a minute ago at most."""
        with self._server.errors():
            return self._vocabulary.pages_with(pairs)

    def words_with(self, words: Sequence[str]) -> Mapping[str, int]:
        """As ``SearchEngine.words_with``, as of a minute ago at most."""
        with self._server.errors():
            return self._vocabulary.words_with(words)

    def settle(self) -> None:
        """Return when all that was written can be found."""
        with self._server.errors():
            self._server.check()
            self._server.client.indices.refresh(index=self._server.alias)
            self._vocabulary.forget()

    def drop(self) -> None:
        """Take the index away with all that is in it."""
        with self._server.errors():
            self._server.drop()

    def close(self) -> None:
        """Close the connections."""
        self._server.client.close()

    def _request(self, body: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self._server.client.search(index=self._server.alias, body=body).body
        return answer

    def _answers(self, asked: Plan, query: Query, *, begin: bool) -> dict[str, dict[str, Any]]:
        """What is found and what is counted, asked for in one message and worked on side by side.

        One request could do both, for half as much again: who only looks for the best hits passes most over.
        """
        matched = elastic_query.matching(asked, query)
        requests = {"overview": elastic_query.overview(matched)}
        if begin:
            requests["hits"] = elastic_query.page_of_hits(matched, query, query.size + 1, None, _SHOWN)
        if query.counts:
            requests["scopes"] = elastic_query.scope_counts(asked, query)
        return dict(zip(requests, self._server.ask(requests.values()), strict=True))

    def _notes(self, units: Sequence[str]) -> dict[str, dict[str, Any]]:
        """What is held of each site; nothing for one that is new."""
        if not units:
            return {}
        ids = [f"site:{unit}" for unit in units]
        found = self._server.client.mget(index=self._server.alias, ids=ids)["docs"]
        return {unit: held.get("_source", {}) for unit, held in zip(units, found, strict=True)}

    def _next(self, asked: Plan, query: Query, after: Position) -> tuple[list[dict[str, Any]], bool]:
        """The next hits, and whether there are more after them.

        A page may show again after ``after`` by a copy that scores less than the one already given: such
        are asked for once more without ``after``, and left out where their best copy lies before it.
        """
        matched = elastic_query.matching(asked, query)
        found: list[dict[str, Any]] = []
        position = after
        while len(found) <= query.size:
            request = elastic_query.page_of_hits(matched, query, query.size + 1, position, _SHOWN)
            got = self._request(request)["hits"]["hits"]
            found += self._first_shown(asked, query, got, after)
            if len(got) <= query.size:
                break
            position = _position(got[-1])
        return found[: query.size], len(found) > query.size

    def _first_shown(
        self, asked: Plan, query: Query, got: list[dict[str, Any]], after: Position
    ) -> list[dict[str, Any]]:
        if not got:
            return []
        pages = {"terms": {"page": [hit["_source"]["page"] for hit in got]}}
        matched = elastic_query.matching(asked, query, pages)
        best = self._request(elastic_query.page_of_hits(matched, query, len(got), None, ["page"]))["hits"][
            "hits"
        ]
        before = {
            hit["_source"]["page"]
            for hit in best
            if (-_position(hit).score, _position(hit).page) <= (-after.score, after.page)
        }
        return [hit for hit in got if hit["_source"]["page"] not in before]


def _first(answer: Mapping[str, Any], query: Query) -> tuple[list[dict[str, Any]], bool]:
    """The best hits, and whether there are more after them."""
    found = answer["hits"]["hits"]
    return found[: query.size], len(found) > query.size


def _scopes(answer: Mapping[str, Any]) -> Mapping[Scope, int]:
    counted: dict[Scope, dict[str, Any]] = answer["aggregations"]["scopes"]["buckets"]
    return {scope: int(bucket["pages"]["value"]) for scope, bucket in counted.items()}


def _changes(site: SiteIndex, held: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What has to be written, the site's note first and last."""
    before: dict[str, str] = held.get("pages", {})
    pages = {document.id: document.stamp for document in site.documents}
    known = before if held.get("complete") else {}
    gone = before.keys() - pages.keys()
    unfinished = {**dict.fromkeys(gone, ""), **pages}
    yield _action(f"site:{site.unit}", site, site_note(site.unit, site.revision, unfinished, complete=False))
    for document in site.documents:
        if known.get(document.id) != pages[document.id]:
            yield _action(document.id, site, source(document.make(), site.revision))
    written = datetime.now(UTC).isoformat()
    for id_ in sorted(gone):
        yield _action(id_, site, tombstone(site.unit, site.revision, written))
    yield _action(f"site:{site.unit}", site, site_note(site.unit, site.revision, pages, complete=True))


def _action(id_: str, site: SiteIndex, document: dict[str, Any]) -> dict[str, Any]:
    return {"_id": id_, "version": site.revision, "_source": document}


def _position(hit: Mapping[str, Any]) -> Position:
    return Position(float(hit["_score"]), hit["_source"]["page"])


def _hit(hit: Mapping[str, Any], marker: Marker) -> Hit:
    held = hit["_source"]
    body = f"{held['summary']}\n{held['text']}" if held["summary"] else held["text"]
    facts = {name: held[name] for name in _SHOWN if name not in ("title", "summary", "text")}
    return Hit(
        id=hit["_id"],
        title=marker.marked(held["title"]),
        snippet=marker.passage(body),
        score=float(hit["_score"]),
        **facts,
    )


def _facets(seen: Mapping[str, Any]) -> dict[str, list[tuple[str, str, int]]]:
    found: dict[str, list[tuple[str, str, int]]] = {}
    for facet in FACETS:
        entries = [
            (str(bucket["key"]), _label(bucket), int(bucket["pages"]["value"]))
            for bucket in seen[facet]["buckets"]
        ]
        found[facet] = sorted(entries, key=lambda entry: (-entry[2], entry[0]))
    return found


def _label(bucket: Mapping[str, Any]) -> str:
    if "name" not in bucket:
        return str(bucket["key"])
    return str(bucket["name"]["buckets"][0]["key"])
