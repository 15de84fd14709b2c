"""The requests to Elasticsearch, composed of small parts. No text from a user is ever parsed there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from build.index.cursor import Position
from build.index.engine import FACETS, SCOPES, Query
from build.index.plan import FIELD_WEIGHTS, Plan
from build.index.text import pairs

MOST_UNITS: Final = 20_000
EXACT_IN_FACETS: Final = 2_000
"""Elasticsearch keeps a table of this size for each value: 40,000 made most of what a search takes."""
_AFTER: Final = """
float score = (float) _score;
float limit = (float) params.score;
boolean after = score < limit || (score == limit && doc['page'].value.compareTo(params.page) > 0);
return after ? _score : 0;
"""


def matching(plan: Plan, query: Query, *more: dict[str, Any]) -> dict[str, Any]:
    """The pages in scope that have a telling term, scored by all terms."""
    return {
        "bool": {
            "filter": [{"term": {"kind": "page"}}, *scope(query), *more],
            "must": [{"bool": {"should": _clauses(plan, telling=True), "minimum_should_match": 1}}],
            "should": _clauses(plan, telling=False),
        }
    }


def scope(query: Query) -> list[dict[str, Any]]:
    """The filters for scope and facets."""
    found: list[dict[str, Any]] = [{"term": {name: value}} for name, value in sorted(query.filters.items())]
    if query.scope == "unit":
        found.append({"term": {"unit": query.path[-1]}})
    elif query.scope == "above":
        found.append({"terms": {"unit": list(query.path)}})
    elif query.scope == "below":
        found.append({"term": {"path": query.path[-1]}})
    return found


def page_of_hits(
    matched: dict[str, Any], query: Query, size: int, after: Position | None, fields: list[str] | bool
) -> dict[str, Any]:
    """A request for the best ``size`` pages after ``after``, each page once."""
    request: dict[str, Any] = {
        "query": matched,
        "collapse": {"field": "page"},
        "sort": [
            {"_score": "desc"},
            {"page": "asc"},
            {"distance": "desc" if query.scope == "above" else "asc"},
            {"unit": "asc"},
        ],
        "size": size,
        "track_total_hits": False,
        "_source": fields,
    }
    if after is not None:
        parameters = {"score": after.score, "page": after.page}
        request["query"] = {
            "script_score": {"query": matched, "script": {"source": _AFTER, "params": parameters}}
        }
        request["min_score"] = 1e-9
    return request


def overview(matched: dict[str, Any]) -> dict[str, Any]:
    """A request for the number of pages, in all and by facet."""
    return {
        "query": matched,
        "size": 0,
        "track_total_hits": False,
        "aggs": {
            "total": _distinct(40_000),
            **{
                name: {
                    "terms": {"field": name, "size": MOST_UNITS},
                    "aggs": {"pages": _distinct(EXACT_IN_FACETS), **_labelled(name)},
                }
                for name in FACETS
            },
        },
    }


def _distinct(exact: int) -> dict[str, Any]:
    """The number of pages, each counted once; up to ``exact`` it is not an estimate."""
    return {"cardinality": {"field": "page", "precision_threshold": exact}}


def _labelled(facet: str) -> dict[str, Any]:
    if facet != "unit":
        return {}
    return {"name": {"terms": {"field": "unit_name", "size": 1}}}


def scope_counts(plan: Plan, query: Query) -> dict[str, Any]:
    """A request for the number of pages in each scope seen from the query's path."""
    everywhere = replace(query, scope="everywhere")
    scopes = SCOPES if query.path else ("everywhere",)
    narrowed = {name: scope(replace(query, scope=name, filters={})) for name in scopes}
    asked = matching(plan, everywhere)["bool"]
    return {
        "query": {"bool": {"filter": [*asked["filter"], *asked["must"]]}},
        "size": 0,
        "track_total_hits": False,
        "aggs": {
            "scopes": {
                "filters": {"filters": {name: {"bool": {"filter": by}} for name, by in narrowed.items()}},
                "aggs": {"pages": _distinct(EXACT_IN_FACETS)},
            }
        },
    }


def titles(words: Sequence[str], path: Sequence[str], size: int) -> dict[str, Any]:
    """A request for titles that hold ``words``, the last as the beginning of a word, best first.

    Positions of words are not indexed; pairs are, and say where two stand together.
    """
    *whole, last = words
    found: list[dict[str, Any]] = [{"term": {"kind": "page"}}]
    found += [{"term": {"title_folded": word}} for word in whole]
    found.append({"prefix": {"title_folded": {"value": last}}})
    if path:
        found.append({"terms": {"unit": list(path)}})
    together: list[dict[str, Any]] = [{"term": {"title_pairs": pair}} for pair in pairs(whole)]
    if whole:
        together.append({"prefix": {"title_pairs": {"value": f"{whole[-1]}_{last}"}}})
    return {
        "query": {"bool": {"filter": found, "should": together}},
        "collapse": {"field": "page"},
        "size": size,
        "track_total_hits": False,
        "_source": ["title", "page"],
    }


def number_of_pages() -> dict[str, Any]:
    """A request for the number of shown pages."""
    return {"query": {"term": {"kind": "page"}}, "size": 0, "track_total_hits": True}


def counts(field_of: dict[str, list[str]]) -> dict[str, Any]:
    """A request for the number of pages with each term, in the fields given for it."""
    return {
        "size": 0,
        "track_total_hits": False,
        "aggs": {
            "terms": {
                "filters": {
                    "filters": {
                        f"{field} {term}": {"term": {field: term}}
                        for term, fields in field_of.items()
                        for field in fields
                    }
                }
            }
        },
    }


def suggestions(words: list[str], size: int) -> dict[str, Any]:
    """A request for the known words one slip away from each of ``words``."""
    settings = {
        "suggest_mode": "always",
        "max_edits": 1,
        "prefix_length": 0,
        "min_word_length": 2,
        "size": size,
        "shard_size": 4 * size,
        "sort": "frequency",
        "accuracy": 0.1,
        "max_term_freq": 1_000_000_000,
    }
    return {
        "size": 0,
        "suggest": {
            f"{part} {word}": {"text": word, "term": {"field": f"{part}_folded", **settings}}
            for word in words
            for part in ("title", "body")
        },
    }


def _clauses(plan: Plan, *, telling: bool) -> list[dict[str, Any]]:
    return [
        {"term": {f"{part}_{form}": {"value": term.word, "boost": round(weight * term.weight, 3)}}}
        for (part, form), weight in FIELD_WEIGHTS.items()
        for term in plan.terms
        if term.form == form and term.telling is telling and part in term.parts
    ]
