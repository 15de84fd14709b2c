"""The embedded engine: SQLite FTS5 in one file, for one machine.

What pages say is analysed and stored once however many sites show it; ``shown`` says where. BM25 is a sum
over terms, so that terms of different weight are asked for apart, weighed, and added up here.
"""

# ruff: noqa: S608  names of tables are constants of this package; every value is bound

import heapq
import json
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace as changed
from pathlib import Path
from typing import Any, Final

from build.errors import SearchEngineError
from build.index import cursor
from build.index.embedded_counts import Row, Showing, counted, facets, showings
from build.index.embedded_schema import connect, table
from build.index.embedded_writing import one_state, replace, transaction
from build.index.engine import Hit, Query, Results, Scope, SiteIndex
from build.index.highlight import Marker
from build.index.meaning import did_you_mean
from build.index.plan import FIELD_WEIGHTS, Plan, Term, plan
from build.index.spelling import slips
from build.index.suggesting import CANDIDATES

VOCABULARY_AGE: Final = 60.0
"""Seconds for which the counts of words and pairs may be behind the index; they only serve plans."""
MOST_COUNTED: Final = 100_000
"""Pairs whose counts are held; then they are counted anew."""
RANKED: Final = 300
"""For how many of the best contents the common terms are looked up: they only help to rank."""

_ROWS: Final = "SELECT s.content, s.page, s.unit, s.id, s.type, s.year, s.distance FROM shown AS s"
_HIT: Final = """
    SELECT s.id, s.page, s.unit, t.name, s.origin, s.origin_name, s.type, s.section, t.hostname, s.url,
           s.date, c.title, c.body
    FROM shown AS s JOIN sites AS t ON t.unit = s.unit JOIN contents AS c ON c.id = s.content
    WHERE s.unit = ? AND s.id = ?
"""


class EmbeddedEngine:
    """A SearchEngine in the file ``path``. May be used by many threads and processes at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._vocabulary: tuple[float, dict[str, int]] | None = None
        self._pairs: dict[str, int] = {}
        self._connection()

    def update_sites(self, sites: Sequence[SiteIndex]) -> list[bool]:
        """As ``SearchEngine.update_sites``, all of them or none."""
        with self._errors():
            connection = self._connection()
            with transaction(connection):
                taken = [replace(connection, site) for site in sites]
        self._vocabulary = None
        return taken

    def revisions(self) -> Mapping[str, int]:
        """The revision held for each site."""
        with self._errors():
            return dict(self._connection().execute("SELECT unit, revision FROM sites"))

    def search(self, query: Query) -> Results:
        """What ``query`` finds, best first."""
        cursor.check(query)
        start = cursor.read(query)
        with self._errors(), one_state(self._connection()):
            asked = plan(query.text, self)
            if not asked.terms:
                return Results(cut=asked.cut)
            rows, scores = self._scored(asked, query)
            pages = _pages(query, rows, scores)
            found = facets(self._connection(), rows)
            ranked = sorted(pages.items(), key=lambda item: (-item[1][0], item[0]))
            if start:
                ranked = [item for item in ranked if (-item[1][0], item[0]) > (-start.score, start.page)]
            shown = ranked[: query.size]
            marker = Marker(asked)
            hits = tuple(self._hit(marker, unit, id_, score) for _, (score, _, unit, id_) in shown)
            scopes = self._scopes(asked, query, rows) if query.counts else {}
        more = len(ranked) > len(shown)
        last = cursor.write(query, cursor.Position(hits[-1].score, hits[-1].page)) if more else ""
        return Results(
            hits=hits,
            total=len(pages),
            facets=found,
            cursor=last,
            cut=asked.cut,
            scopes=scopes,
            meant=did_you_mean(asked, hits),
        )

    def titles(self, words: Sequence[str], path: Sequence[str]) -> Sequence[tuple[str, int]]:
        """As ``SearchEngine.titles``."""
        whole = [f'folded : "{word}"' for word in words[:-1]]
        match = " AND ".join([*whole, f'folded : "{words[-1]}" *'])
        units = f"AND s.unit IN ({', '.join('?' * len(path))})" if path else ""
        statement = f"""
            SELECT c.title, count(DISTINCT s.page) FROM title_words AS f
            JOIN contents AS c ON c.id = f.rowid JOIN shown AS s ON s.content = f.rowid
            WHERE title_words MATCH ? {units} GROUP BY c.title ORDER BY 2 DESC LIMIT {CANDIDATES}
        """
        with self._errors():
            return self._connection().execute(statement, (match, *path)).fetchall()

    def near(self, words: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """For each folded word, the known ones at most one slip away with their pages."""
        known = self._known_words()
        return {
            word: {other: known[other] for other in slips(word) | {word} if other in known} for word in words
        }

    def pages_with(self, pairs: Sequence[str]) -> Mapping[str, int]:
        """On how many pages each pair stands (in one part at least: the greater of the two counts)."""
        self._known_words()
        held = self._pairs
        for pair in pairs:
            if pair not in held:
                held[pair] = self._pages_with(pair)
        return {pair: held[pair] for pair in pairs}

    def words_with(self, words: Sequence[str]) -> Mapping[str, int]:
        """On how many pages each folded word stands."""
        known = self._known_words()
        return {word: known.get(word, 0) for word in words}

    def pages(self) -> int:
        """How many contents there are."""
        return int(self._connection().execute("SELECT count(*) FROM contents").fetchone()[0])

    def settle(self) -> None:
        """What was written can be found at once; only the words known for corrections are read again."""
        self._vocabulary = None

    def drop(self) -> None:
        """Delete the file."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file, whatever thread opened it."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self.path)
            for part in ("title", "body"):
                for kind, grain in (("words", "col"), ("pairs", "row")):
                    connection.execute(
                        f"CREATE VIRTUAL TABLE temp.{part}_{kind}_terms "
                        f"USING fts5vocab(main, {part}_{kind}, {grain})"
                    )
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise SearchEngineError(
                f"The search index {self.path} failed ({error}); delete the file and build again."
            ) from error

    def _known_words(self) -> dict[str, int]:
        held = self._vocabulary
        if held is None or time.monotonic() - held[0] > VOCABULARY_AGE:
            words: dict[str, int] = defaultdict(int)
            for part in ("title", "body"):
                statement = f"SELECT term, doc FROM temp.{part}_words_terms WHERE col = 'folded'"
                for word, pages in self._connection().execute(statement):
                    words[word] += pages
            self._vocabulary = held = (time.monotonic(), dict(words))
            self._pairs = {}
        if len(self._pairs) > MOST_COUNTED:
            self._pairs = {}
        return held[1]

    def _pages_with(self, pair: str) -> int:
        statements = (f"SELECT doc FROM temp.{part}_pairs_terms WHERE term = ?" for part in ("title", "body"))
        found = [self._connection().execute(statement, (pair,)).fetchone() for statement in statements]
        return max(row[0] if row else 0 for row in found)

    def _scored(self, asked: Plan, query: Query) -> tuple[list[Row], dict[int, float]]:
        """The rows in scope whose contents have one of the telling terms, and the contents' scores."""
        scores = self._add_up([term for term in asked.terms if term.telling], self._within(query))
        scope, values = _scope(query)
        values.append(json.dumps(list(scores)))
        rows: list[Row] = (
            self._connection()
            .execute(f"{_ROWS} {scope} AND s.content IN (SELECT value FROM json_each(?))", values)
            .fetchall()
        )
        best = heapq.nlargest(
            RANKED, {row[0] for row in rows}, key=lambda content: (scores[content], content)
        )
        for content, score in self._add_up([term for term in asked.terms if not term.telling], best).items():
            scores[content] += score
        return rows, scores

    def _scopes(self, asked: Plan, query: Query, rows: Iterable[Row]) -> Mapping[Scope, int]:
        connection = self._connection()
        found: Iterable[Showing] = ((row[1], row[2]) for row in rows)
        if query.scope != "everywhere":
            telling = [term for term in asked.terms if term.telling]
            matches = ((name, match) for name, _, match in _matches(telling))
            found = showings(connection, matches, *_scope(changed(query, scope="everywhere")))
        return counted(connection, found, query.path)

    def _within(self, query: Query) -> list[int] | None:
        """The contents in scope where they are few; None where it is quicker to look them up when found."""
        if query.scope not in ("unit", "above"):
            return None
        scope, values = _scope(query)
        statement = f"SELECT DISTINCT s.content FROM shown AS s {scope}"
        return [row[0] for row in self._connection().execute(statement, values)]

    def _add_up(self, terms: Iterable[Term], within: Sequence[int] | None) -> dict[int, float]:
        """The scores that ``terms`` give to the contents ``within``, or to all."""
        scores: dict[int, float] = defaultdict(float)
        bound = () if within is None else (json.dumps(within),)
        for name, weight, match in _matches(terms):
            statement = f"SELECT rowid, bm25({name}) FROM {name} WHERE {name} MATCH ?"
            if bound:
                statement += " AND +rowid IN (SELECT value FROM json_each(?))"
            for content, score in self._connection().execute(statement, (match, *bound)):
                scores[content] -= weight * score
        return scores

    def _hit(self, marker: Marker, unit: str, id_: str, score: float) -> Hit:
        row = self._connection().execute(_HIT, (unit, id_)).fetchone()
        return Hit(
            **dict(
                zip(
                    (
                        "id",
                        "page",
                        "unit",
                        "unit_name",
                        "origin",
                        "origin_name",
                        "type",
                        "section",
                        "hostname",
                        "url",
                    ),
                    row[:10],
                    strict=True,
                )
            ),
            date=row[10],
            title=marker.marked(row[11]),
            snippet=marker.passage(row[12]),
            score=score,
        )


def _pages(
    query: Query, rows: Iterable[Row], scores: Mapping[int, float]
) -> dict[str, tuple[float, int, str, str]]:
    """Each page once, with the score, rank, unit and id of its best copy."""
    sign = -1 if query.scope == "above" else 1
    rounded = {content: -round(score, 6) for content, score in scores.items()}
    best: dict[str, tuple[float, int, str, str]] = {}
    for content, page, unit, id_, _, _, distance in rows:
        copy = (rounded[content], sign * distance, unit, id_)
        if page not in best or copy < best[page]:
            best[page] = copy
    return {page: (-score, rank, unit, id_) for page, (score, rank, unit, id_) in best.items()}


def _matches(terms: Iterable[Term]) -> Iterator[tuple[str, float, str]]:
    """Full-text table, weight and MATCH expression for every group of terms of one weight."""
    groups: dict[tuple[str, float], list[str]] = defaultdict(list)
    for (part, form), field_weight in FIELD_WEIGHTS.items():
        name = table(part, "pairs" if form == "pairs" else "words")
        for term in terms:
            if term.form == form and part in term.parts:
                groups[name, round(field_weight * term.weight, 2)].append(f'{form} : "{term.word}"')
    for (name, weight), found in sorted(groups.items()):
        yield name, weight, " OR ".join(found)


def _scope(query: Query) -> tuple[str, list[Any]]:
    """The condition on ``shown`` (s), which another may follow, with the join it needs, and its values."""
    parts = ["TRUE"]
    values: list[Any] = []
    if query.scope == "unit":
        parts.append("s.unit = ?")
        values.append(query.path[-1])
    elif query.scope == "above":
        parts.append(f"s.unit IN ({', '.join('?' * len(query.path))})")
        values.extend(query.path)
    elif query.scope == "below":
        parts.append("(t.path || '/' >= ? AND t.path || '/' < ?)")
        under = "/".join(query.path)
        values.extend((f"{under}/", f"{under}0"))
    columns = {"type": "s.type", "tier": "t.tier", "unit": "s.unit", "year": "CAST(s.year AS TEXT)"}
    for name, value in sorted(query.filters.items()):
        parts.append(f"{columns[name]} = ?")
        values.append(value)
    on_sites = query.scope == "below" or "tier" in query.filters
    join = "JOIN sites AS t ON t.unit = s.unit" if on_sites else ""
    return f"{join} WHERE {' AND '.join(parts)}", values
