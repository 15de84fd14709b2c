"""Tables of quantities as files for spreadsheet programs and for programs: CSV and JSON beside their page."""

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec

from build.render.memory import Memory
from build.render.tables import Table, tables

FIGURES: Final = frozenset({"ngan-sach", "thong-ke"})
"""The sections whose every table is data."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class TableFile(NamedTuple):
    """A file of one table: its name beside the page, its format as readers know it, and its bytes."""

    name: str
    format: str
    content: bytes


@lru_cache(maxsize=1024)
def table_files(body: str, section: str) -> dict[int, tuple[TableFile, ...]]:
    """The files of the tables in ``body`` that have any: those of quantities, and in FIGURES all.

    A table that names the reader's own unit differs from site to site and has none.
    """
    return {
        place: (
            TableFile(f"bang-{place + 1}.csv", "CSV", as_csv(table)),
            TableFile(f"bang-{place + 1}.json", "JSON", as_json(table)),
        )
        for place, table in enumerate(tables(body))
        if (table.numeric or (section in FIGURES and table.rows)) and "{{" not in repr(table)
    }


_FILE_NAMES: Final = Memory[tuple[str, str], tuple[str, ...]](100_000)


def table_file_names(body_name: str, body: str, section: str) -> tuple[str, ...]:
    """The names of the files that ``table_files`` gives, remembered under ``body_name``.

    Every build asks for those of all pages of a site, also where nothing has to be written.
    """
    return _FILE_NAMES.get(
        (body_name, section),
        lambda: tuple(file.name for files in table_files(body, section).values() for file in files),
    )


def as_csv(table: Table) -> bytes:
    """The table as RFC 4180 has it, in UTF-8 with the mark that spreadsheet programs look for.

    Quantities are plain numbers with a decimal point; no cell is taken for a formula.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(_harmless(title) for title in _titles(table))
    for row in _rows(table):
        writer.writerow(_harmless(cell) if isinstance(cell, str) else cell for cell in row)
    return stream.getvalue().encode("utf-8-sig")


def as_json(table: Table) -> bytes:
    """The table as an object: ``caption``, ``columns`` with ``title`` and ``unit``, and ``rows`` of cells."""
    numeric = table.numeric
    columns = [
        {"title": title, "unit": numeric[place].unit} if place in numeric else {"title": title}
        for place, title in enumerate(table.titles)
    ]
    return msgspec.json.encode({"caption": table.caption, "columns": columns, "rows": _rows(table)})


def _titles(table: Table) -> Iterator[str]:
    """The columns' titles, with the unit of their numbers where it stood in the cells."""
    numeric = table.numeric
    for place, title in enumerate(table.titles):
        unit = numeric[place].unit if place in numeric else ""
        yield f"{title} ({unit})" if unit else title


def _rows(table: Table) -> list[list[Any]]:
    numeric = table.numeric
    return [
        [_plain(numeric[place].values[line]) if place in numeric else cell for place, cell in enumerate(row)]
        for line, row in enumerate(table.rows)
    ]


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
