"""The embedded engine's tables: one SQLite file."""

import sqlite3
from pathlib import Path
from typing import Final

from build.errors import SearchEngineError

VERSION: Final = 3
"""Raised when tables or analysis change; a file of another version is emptied and filled again."""

FTS_TABLES: Final = {
    ("title", "words"): ("exact", "folded"),
    ("title", "pairs"): ("pairs",),
    ("body", "words"): ("exact", "folded"),
    ("body", "pairs"): ("pairs",),
}
"""Part and kind of a full-text table, and its columns. Each has its own lengths for BM25."""

FILLER_ROWS: Final = 300
FILLER_WORDS: Final = {"title": 12, "body": 300}
"""FTS5 gives a term that is on more than half of the rows no weight at all, so that a small index would rank
at random. Rows of typical length that hold nothing stand for the pages that a full index would have."""

_TABLES: Final = """
CREATE TABLE sites (
    unit TEXT PRIMARY KEY, name TEXT, tier TEXT, hostname TEXT, path TEXT, revision INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE contents (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, title TEXT, body TEXT);
CREATE TABLE shown (
    unit TEXT, id TEXT, page TEXT, content INTEGER, section TEXT, type TEXT, origin TEXT, origin_name TEXT,
    url TEXT, date TEXT, year INTEGER, distance INTEGER, stamp TEXT NOT NULL, PRIMARY KEY (unit, id)
) WITHOUT ROWID;
CREATE INDEX shown_content ON shown (content, page, distance, type, year);
"""


def table(part: str, kind: str) -> str:
    """The name of a full-text table."""
    return f"{part}_{kind}"


def connect(path: Path) -> sqlite3.Connection:
    """An open file with all tables; SearchEngineError if it cannot be one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=20, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA cache_size=-32000")
        if _version(connection) != VERSION:
            _create(connection)
    except (sqlite3.Error, OSError) as error:
        raise SearchEngineError(
            f"The search index {path} cannot be used ({error}); "
            "delete it or set LIENTHONG_ENGINE to another file."
        ) from error
    return connection


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if _version(connection) != VERSION:
        for name in ["sites", "contents", "shown", *(f"{part}_{kind}" for part, kind in FTS_TABLES)]:
            connection.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        for (part, kind), columns in FTS_TABLES.items():
            name = table(part, kind)
            connection.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(columns)}, content='', "
                """tokenize="unicode61 remove_diacritics 0 tokenchars '_'")"""
            )
            filler = [" ".join("_" * FILLER_WORDS[part])] * len(columns)
            connection.executemany(
                f"INSERT INTO {name} (rowid, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})",  # noqa: S608
                [(-row, *filler) for row in range(1, FILLER_ROWS + 1)],
            )
        connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute("COMMIT")
