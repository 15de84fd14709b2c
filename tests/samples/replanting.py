"""What one test's units wrote into the database, written again for the next that asks for the same units.

Planting a few units makes a hundred pages, and most tests of the CMS begin with that: the rows alone are
written in a fifth of the time. They are those that the product's own planting wrote earlier in the same run.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction

AT_ONCE = 100  # rows a statement: SQLite takes 32,766 values
Rows = dict[Any, tuple[Any, ...]]
"""The rows of a table by primary key, the key first in each."""


@dataclass(frozen=True)
class Table:
    """A model's own table and columns, the primary key first."""

    name: str
    columns: tuple[str, ...]

    def read(self) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(self.columns)} FROM {self.name}")
            return {row[0]: row for row in cursor.fetchall()}

    def write(self, rows: list[tuple[Any, ...]]) -> None:
        """Writes new rows, and others in the place of those that have the same key."""
        key, *others = self.columns
        taken = ", ".join(f"{column} = excluded.{column}" for column in others)
        end = f"ON CONFLICT ({key}) DO " + (f"UPDATE SET {taken}" if others else "NOTHING")
        one = f"({', '.join(['%s'] * len(self.columns))})"
        begin = f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES"
        with connection.cursor() as cursor:
            for start in range(0, len(rows), AT_ONCE):
                some = rows[start : start + AT_ONCE]
                values = [value for row in some for value in row]
                cursor.execute(f"{begin} {', '.join([one] * len(some))} {end}", values)


def tables() -> list[Table]:
    """Every table of the project, but the one that the database itself fills as another changes."""
    quote = connection.ops.quote_name
    found = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and not meta.db_table.endswith("_fts"):
            fields = sorted(meta.local_concrete_fields, key=lambda field: not field.primary_key)
            found.append(Table(quote(meta.db_table), tuple(quote(field.column) for field in fields)))
    return found


@dataclass(frozen=True)
class Growth:
    """What was written: the rows that are new or other now, and how many their tables had before."""

    before: dict[Table, int]
    rows: dict[Table, list[tuple[Any, ...]]]

    def fits(self) -> bool:
        """Whether the tables are as long as they were, so that nobody has been here before."""
        counts = " UNION ALL ".join(f"SELECT count(*) FROM {table.name}" for table in self.before)
        with connection.cursor() as cursor:
            cursor.execute(counts)
            return [count for (count,) in cursor.fetchall()] == list(self.before.values())

    @transaction.atomic
    def write(self) -> None:
        """Writes them; what refers to what is looked at in the end."""
        for table, rows in self.rows.items():
            table.write(rows)
        if connection.vendor == "postgresql":
            self._count_on()

    def _count_on(self) -> None:
        """Rows to come get the keys after these; SQLite sees to it by itself."""
        of = "SELECT setval(pg_get_serial_sequence('{0}', '{1}'), (SELECT max({2}) FROM {0}))"
        named = [(table.name, table.columns[0].strip('"'), table.columns[0]) for table in self.rows]
        with connection.cursor() as cursor:
            cursor.execute("; ".join(of.format(*names) for names in named))


class Replanting:
    """All that was planted in this run."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Growth] = {}

    def grow(self, key: Hashable, plant: Callable[[], object]) -> None:
        """Does what ``plant`` does, which ``key`` tells apart from others."""
        known = self._known.get(key)
        if known and known.fits():
            known.write()
        elif known:
            plant()
        else:
            before = {table: table.read() for table in tables()}
            plant()
            self._known[key] = _between(before, {table: table.read() for table in before})


def _between(before: dict[Table, Rows], after: dict[Table, Rows]) -> Growth:
    rows = {
        table: [row for key, row in found.items() if before[table].get(key) != row]
        for table, found in after.items()
    }
    grown = {table: found for table, found in rows.items() if found}
    assert all(before[table].keys() <= after[table].keys() for table in before), "planting takes nothing away"
    return Growth({table: len(before[table]) for table in grown}, grown)
