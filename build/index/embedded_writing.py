"""How a site's pages get into the embedded index: contents once, and a row for each page shown."""

# ruff: noqa: S608  names of tables are constants of this package; every value is bound

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from build.index.embedded_schema import FTS_TABLES, table
from build.index.engine import IndexDocument, SiteIndex
from build.index.text import analyse


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of what is written inside, or nothing."""
    with _began(connection, "IMMEDIATE"):
        yield


@contextmanager
def one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """What is read inside is as it was at the first question, whatever others write meanwhile."""
    with _began(connection, "DEFERRED"):
        yield


@contextmanager
def _began(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        # What is serious enough ends the transaction itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def replace(connection: sqlite3.Connection, site: SiteIndex) -> bool:
    """Put ``site`` in the place of what is held; False if that is newer. Call inside a transaction."""
    held = connection.execute("SELECT revision FROM sites WHERE unit = ?", (site.unit,)).fetchone()
    if held and held[0] > site.revision:
        return False
    rows = connection.execute("SELECT id, stamp, content FROM shown WHERE unit = ?", (site.unit,))
    before = {row[0]: (row[1], row[2]) for row in rows}
    changed = [page for page in site.documents if before.get(page.id, ("",))[0] != page.stamp]
    leaving = before.keys() - {page.id for page in site.documents} | {page.id for page in changed}
    connection.executemany(
        "DELETE FROM shown WHERE unit = ? AND id = ?", [(site.unit, name) for name in sorted(leaving)]
    )
    made = [(page.make(), page.stamp) for page in changed]
    rows_of = [_row(document, _content(connection, document), stamp) for document, stamp in made]
    connection.executemany("INSERT INTO shown VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows_of)
    _drop_unshown(connection, {before[name][1] for name in leaving & before.keys()})
    _note_site(connection, site, made[0][0] if made else None)
    return True


def _row(document: IndexDocument, content: int, stamp: str) -> tuple[object, ...]:
    d = document
    return (
        *(d.unit, d.id, d.page, content, d.section, d.type, d.origin, d.origin_name),
        *(d.url, d.date, d.year, d.distance, stamp),
    )


def _note_site(connection: sqlite3.Connection, site: SiteIndex, one: IndexDocument | None) -> None:
    """What is said of the site, by ``one`` of its pages; as it was where none has changed."""
    if one is None and connection.execute("SELECT 1 FROM sites WHERE unit = ?", (site.unit,)).fetchone():
        connection.execute("UPDATE sites SET revision = ? WHERE unit = ?", (site.revision, site.unit))
        return
    facts = (one.unit_name, one.tier, one.hostname, "/".join(one.path)) if one else (None,) * 4
    connection.execute(
        "INSERT OR REPLACE INTO sites VALUES (?, ?, ?, ?, ?, ?)", (site.unit, *facts, site.revision)
    )


def _content(connection: sqlite3.Connection, document: IndexDocument) -> int:
    """The row that holds what ``document`` says, made if there is none."""
    key = document.content
    row = connection.execute("SELECT id FROM contents WHERE key = ?", (key,)).fetchone()
    if row:
        return int(row[0])
    cursor = connection.execute(
        "INSERT INTO contents (key, title, body) VALUES (?, ?, ?)", (key, document.title, document.body)
    )
    content = int(cursor.lastrowid or 0)
    for name, columns, values in _analysed(document.title, document.body):
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {name} (rowid, {columns}) VALUES (?, {marks})", (content, *values))
    return content


def _drop_unshown(connection: sqlite3.Connection, contents: Iterable[int]) -> None:
    for content in sorted(contents):
        if connection.execute("SELECT 1 FROM shown WHERE content = ? LIMIT 1", (content,)).fetchone():
            continue
        title, body = connection.execute(
            "SELECT title, body FROM contents WHERE id = ?", (content,)
        ).fetchone()
        for name, columns, values in _analysed(title, body):
            marks = ", ".join("?" * len(values))
            connection.execute(
                f"INSERT INTO {name} ({name}, rowid, {columns}) VALUES ('delete', ?, {marks})",
                (content, *values),
            )
        connection.execute("DELETE FROM contents WHERE id = ?", (content,))


def _analysed(title: str, body: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """For each full-text table: its name, its columns, and their values."""
    parts = {"title": analyse(title), "body": analyse(body)}
    for (part, kind), columns in FTS_TABLES.items():
        yield table(part, kind), ", ".join(columns), tuple(getattr(parts[part], column) for column in columns)
