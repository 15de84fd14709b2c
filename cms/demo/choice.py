"""Which units the demo has: a province of early 2025 with all below it, or its first ``sites`` units."""

import csv
from pathlib import Path

from cms.units.editions import EDITIONS

EDITION = "2025q1"

Row = dict[str, str]


def units_of(province: str, sites: int | None) -> list[Row]:
    """The table's rows of ``province`` and below, each after the one above it; LookupError without any.

    Of fewer ``sites`` than there are: the province, then district after district with its communes.
    """
    with EDITIONS[EDITION].table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    below: dict[str, list[Row]] = {}
    for row in rows:
        below.setdefault(row["parent_code"], []).append(row)
    top = next((row for row in below[""] if row["code"] == province), None)
    if top is None:
        raise LookupError(f"There is no province with the code {province!r}; Hải Dương's is 30.")
    return _from(top, below)[:sites]


def _from(row: Row, below: dict[str, list[Row]]) -> list[Row]:
    return [row, *(found for child in below.get(row["code"], ()) for found in _from(child, below))]


def write_table(rows: list[Row], path: Path) -> None:
    """A table for import_units with ``rows``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
