"""Measured by ``search``: index the first N sites with one engine, then ask it questions one by one.

``plain`` is SQLite's FTS5 as it comes, the peer: words and titles in two columns, its own folding of
marks, its own rank, ten results; no facets, no highlights, no scope, no revisions.
"""

import json
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from build.config import load
from build.index.documents import index_documents
from build.index.engine import MOST_RESULTS, Query, SearchEngine, SiteIndex
from build.index.opening import open_engine
from build.snapshot.store import SnapshotReader
from scripts.benchmarks.measuring import counted

Ask = Callable[[str], int]

LONG: Final = "ủy ban nhân dân xã"
"""A question with a long answer."""
TURNS: Final = 40


def main() -> None:
    """Print documents, seconds of indexing, and milliseconds of each question, of CPU and of wall time."""
    engine, sites, questions = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    texts = [json.loads(line)["text"] for line in questions.read_text("utf-8").splitlines()]
    runs = _plain if engine == "plain" else _product
    print(json.dumps(runs(_sites(sites), texts)))


def _sites(count: int) -> Iterator[SiteIndex]:
    reader = SnapshotReader(load().snapshot)
    for entry in reader.sites()[:count]:
        snapshot = reader.unit(entry.code)
        documents = reader.documents(page.document for page in snapshot.shown)
        pages = index_documents(snapshot, documents)
        yield SiteIndex(unit=entry.code, revision=entry.revision, documents=pages)


def _product(sites: Iterable[SiteIndex], texts: Sequence[str]) -> dict[str, Any]:
    engine = open_engine(load().engine)
    documents = 0
    try:
        with counted() as spent:
            for site in sites:
                engine.update_sites([site])
                documents += len(site.documents)
            engine.settle()
        asked = _times(texts, lambda text: engine.search(Query(text=text)).total)
        return {"documents": documents, **spent, "asked": asked, "long": _long(engine)}
    finally:
        engine.drop()
        engine.close()


def _long(engine: SearchEngine) -> dict[str, Any]:
    """How many hits a long answer has, and what its first and its last page take."""
    cursor, reached = "", engine.search(Query(text=LONG, size=MOST_RESULTS))
    while reached.cursor:
        cursor = reached.cursor
        reached = engine.search(Query(text=LONG, size=MOST_RESULTS, cursor=cursor))
    first, last = (
        _times([LONG] * TURNS, lambda text, at=at: engine.search(Query(text=text, cursor=at)).total)
        for at in ("", cursor)
    )
    return {"hits": reached.total, "first": first, "last": last}


def _plain(sites: Iterable[SiteIndex], texts: Sequence[str]) -> dict[str, Any]:
    database = sqlite3.connect(load().engine.removeprefix("embedded:") + ".plain")
    database.execute(
        "CREATE VIRTUAL TABLE page "
        "USING fts5(id UNINDEXED, title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    with counted() as spent:
        for site in sites:
            rows = [(page.id, page.title, page.body) for page in site.documents]
            with database:
                database.executemany("INSERT INTO page VALUES (?, ?, ?)", rows)
    documents = database.execute("SELECT count(*) FROM page").fetchone()[0]
    every, some = (_asker(database, joint) for joint in (" AND ", " OR "))
    return {"documents": documents, **spent, "and": _times(texts, every), "or": _times(texts, some)}


def _asker(database: sqlite3.Connection, joint: str) -> Ask:
    statement = "SELECT id, title FROM page WHERE page MATCH ? ORDER BY rank LIMIT 10"

    def ask(text: str) -> int:
        match = joint.join(f'"{word}"' for word in re.findall(r"\w+", text))
        return len(database.execute(statement, (match,)).fetchall())

    return ask


def _times(texts: Sequence[str], ask: Ask) -> dict[str, list[float]]:
    """Milliseconds of each question, asked once before: the second time is what a busy server gives."""
    for text in texts:
        ask(text)
    taken: dict[str, list[float]] = {"cpu": [], "wall": []}
    for text in texts:
        with counted() as spent:
            ask(text)
        for kind, seconds in spent.items():
            taken[kind].append(seconds * 1000)
    return taken


if __name__ == "__main__":
    main()
