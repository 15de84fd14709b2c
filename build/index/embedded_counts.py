"""How many pages a question finds in each scope, by the embedded engine."""

# ruff: noqa: S608  names of tables are constants of this package; every value is bound

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from build.index.engine import Scope

Showing = tuple[str, str]
"""A page, and a unit whose site shows it."""


def showings(
    connection: sqlite3.Connection, matches: Iterable[tuple[str, str]], where: str, values: Sequence[Any]
) -> Iterable[Showing]:
    """Where the pages are shown that one of ``matches`` (table, expression) finds and ``where`` lets pass.

    They are not ranked, which takes most of a search.
    """
    found = list(matches)
    if not found:
        return ()
    contents = " UNION ".join(f"SELECT rowid FROM {table} WHERE {table} MATCH ?" for table, _ in found)
    sites = "JOIN sites AS t ON t.unit = s.unit" if "t." in where else ""
    statement = f"""
        WITH found (id) AS ({contents})
        SELECT s.page, s.unit FROM found JOIN shown AS s ON s.content = found.id {sites} {where}
    """
    return connection.execute(statement, [*(match for _, match in found), *values])


def counted(
    connection: sqlite3.Connection, shown: Iterable[Showing], path: Sequence[str]
) -> Mapping[Scope, int]:
    """The pages of ``shown`` in each scope seen from ``path``, each once; without one everywhere only."""
    pages: dict[Scope, set[str]] = {"unit": set(), "above": set(), "below": set(), "everywhere": set()}
    own, above, below = "".join(path[-1:]), frozenset(path), _below(connection, path)
    for page, unit in shown:
        pages["everywhere"].add(page)
        if unit == own:
            pages["unit"].add(page)
        if unit in above:
            pages["above"].add(page)
        if unit in below:
            pages["below"].add(page)
    return {scope: len(found) for scope, found in pages.items() if path or scope == "everywhere"}


def _below(connection: sqlite3.Connection, path: Sequence[str]) -> frozenset[str]:
    under = "/".join(path)
    statement = "SELECT unit FROM sites WHERE path || '/' >= ? AND path || '/' < ?"
    return frozenset(row[0] for row in connection.execute(statement, (f"{under}/", f"{under}0")))
