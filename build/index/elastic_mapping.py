"""How the pages look in Elasticsearch: the fields, their analysis, and the name that says so."""

import hashlib
import json
from typing import Any, Final

from build.index.engine import IndexDocument
from build.index.text import analyse

ANALYSIS: Final = 1
"""Raised when ``build.index.text`` analyses differently, so that all pages are indexed anew."""

_WORDS: Final = {"type": "text", "analyzer": "whitespace", "similarity": "plain", "index_options": "freqs"}
_KEY: Final = {"type": "keyword"}
_KEPT: Final = {"type": "keyword", "index": False, "doc_values": False}
_COUNTED: Final = {"type": "keyword", "index": False}

SETTINGS: Final[dict[str, Any]] = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "refresh_interval": "1s",
    "similarity": {"plain": {"type": "BM25", "k1": 1.2, "b": 0.75}},
}
"""One shard, so that equal pages score equally; replicas are for the operator to add."""

MAPPING: Final[dict[str, Any]] = {
    "dynamic": "strict",
    "_meta": {"analysis": ANALYSIS},
    "properties": {
        "kind": _KEY,
        "site": _KEY,
        "revision": {"type": "long"},
        "written": {"type": "date"},
        "complete": {"type": "boolean"},
        "pages": {"type": "object", "enabled": False},
        "unit": _KEY,
        "unit_name": _COUNTED,
        "tier": _KEY,
        "hostname": _KEPT,
        "path": _KEY,
        "section": _KEY,
        "slug": _KEPT,
        "type": _KEY,
        "origin": _KEY,
        "origin_name": _KEPT,
        "url": _KEPT,
        "date": _KEPT,
        "year": _KEY,
        "distance": {"type": "integer"},
        "page": _KEY,
        "title": {"type": "text", "index": False},
        "summary": {"type": "text", "index": False},
        "text": {"type": "text", "index": False},
        **{f"{part}_{form}": _WORDS for part in ("title", "body") for form in ("exact", "folded", "pairs")},
    },
}
"""``kind`` is page, gone (a tombstone: what was withdrawn, and when) or site (the revision held)."""


def index_name(alias: str) -> str:
    """The name of the index for this mapping behind ``alias``; another mapping has another name."""
    described = json.dumps([SETTINGS, MAPPING], sort_keys=True)
    return f"{alias}-{hashlib.sha256(described.encode()).hexdigest()[:12]}"


STORED: Final = (
    *("unit", "unit_name", "tier", "hostname", "section", "slug", "type", "origin", "origin_name"),
    *("url", "date", "title", "summary", "text"),
)
"""The fields that are kept as they are."""


def source(document: IndexDocument, revision: int) -> dict[str, Any]:
    """The document that stands for one shown page."""
    d = document
    stored = {
        "kind": "page",
        "site": d.unit,
        "revision": revision,
        "page": d.page,
        "path": list(d.path),
        "year": None if d.year is None else str(d.year),
        "distance": d.distance,
        **{name: getattr(d, name) for name in STORED},
    }
    return {**stored, **searched(d.title, d.body)}


def searched(title: str, body: str) -> dict[str, str]:
    """The fields that are searched: analysed here, only split at spaces there."""
    return {
        f"{part}_{form}": getattr(analysed, form)
        for part, analysed in (("title", analyse(title)), ("body", analyse(body)))
        for form in ("exact", "folded", "pairs")
    }


def tombstone(site: str, revision: int, written: str) -> dict[str, Any]:
    """What stands for a withdrawn page, so that a late older write cannot bring it back."""
    return {"kind": "gone", "site": site, "revision": revision, "written": written}


def site_note(site: str, revision: int, pages: dict[str, str], *, complete: bool) -> dict[str, Any]:
    """What says which revision of a site the index holds, and the fingerprint of each of its pages.

    It is written before the pages, not yet ``complete``, and again after them: who finds it incomplete
    does not know what is there, and writes everything.
    """
    return {"kind": "site", "site": site, "revision": revision, "pages": pages, "complete": complete}
