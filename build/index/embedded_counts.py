"""How many pages a question finds in each scope and by each facet, by the embedded engine."""

# ruff: noqa: S608  names of tables are constants of this package; every value is bound

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from build.index.engine import FACETS, Scope

Row = tuple[int, str, str, str, str, int | None, int]
"""Content, page, unit, id, type, year and distance of a page on a site."""

Showing = tuple[str, str]
"""A page, and a unit whose site shows it."""


def showings(
    connection: sqlite3.Connection, matches: Iterable[tuple[str, str]], scope: str, values: Sequence[Any]
) -> Iterable[Showing]:
    """Where the pages are shown that one of ``matches`` (table, expression) finds and ``scope`` lets pass.

    They are not ranked, which takes most of a search.
    """
    found = list(matches)
    if not found:
        return ()
    contents = " UNION ".join(f"SELECT rowid FROM {table} WHERE {table} MATCH ?" for table, _ in found)
    statement = f"""
        WITH found (id) AS ({contents})
        SELECT s.page, s.unit FROM found JOIN shown AS s ON s.content = found.id {scope}
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


def facets(connection: sqlite3.Connection, rows: Iterable[Row]) -> Mapping[str, list[tuple[str, str, int]]]:
    """As ``Results.facets``; a unit's site shows a page once at the most."""
    types: dict[str, set[str]] = defaultdict(set)
    years: dict[int | None, set[str]] = defaultdict(set)
    by_unit: dict[str, list[str]] = defaultdict(list)
    for _, page, unit, _, type_, year, _ in rows:
        types[type_].add(page)
        years[year].add(page)
        by_unit[unit].append(page)
    years.pop(None, None)
    tiers: dict[str, set[str]] = defaultdict(set)
    names = {}
    statement = "SELECT unit, tier, name FROM sites WHERE unit IN (SELECT value FROM json_each(?))"
    for unit, tier, name in connection.execute(statement, (json.dumps(list(by_unit)),)):
        tiers[tier].update(by_unit[unit])
        names[unit] = name
    found: Sequence[Mapping[Any, Collection[str]]] = (types, tiers, by_unit, years)
    labels = {"unit": names}
    return {
        facet: _most_first(pages, labels.get(facet, {})) for facet, pages in zip(FACETS, found, strict=True)
    }


def _most_first(found: Mapping[Any, Collection[str]], names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    entries = ((str(value), names.get(value, str(value)), len(pages)) for value, pages in found.items())
    return sorted(entries, key=lambda entry: (-entry[2], entry[0]))
