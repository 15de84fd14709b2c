"""The tables of units that the project ships, one for each order of the country.

The tables do not say when each unit came into force. The first day of an edition stands for it: the day
of the list for the units in three tiers (1 March 2025, after the mergers of 2023 to 2025), and the day on
which the order of two tiers began (1 July 2025).
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from cms.units.record import Row, UnitRecord

TABLES: Final = Path(__file__).parent / "tables"

Successors = Mapping[str, Collection[str]]
"""For the code of a unit that ended: the codes of those that it passed to, wholly or in part."""


@dataclass(frozen=True)
class Edition:
    """A table, its first day, and what became of the units in ``before``, the table of the edition before."""

    table: Path
    first_day: date
    successors: Path | None = None
    before: Path | None = None


EDITIONS: Final = {
    "2025q1": Edition(TABLES / "units_2025q1.csv", date(2025, 3, 1)),
    "2025": Edition(
        TABLES / "units_2025.csv",
        date(2025, 7, 1),
        TABLES / "successors_2025.csv",
        TABLES / "units_2025q1.csv",
    ),
}


def read_successors(edition: Edition) -> Successors:
    """What became of the units of the edition before; empty where there is none."""
    successors: dict[str, list[str]] = defaultdict(list)
    if edition.successors is not None:
        for row in _read(edition.successors):
            successors[row["old_code"]].append(row["new_code"])
    return dict(successors)


def with_former_names(edition: Edition, successors: Successors, rows: Iterable[Row]) -> list[Row]:
    """``rows`` of units that came of others with the full names of those, but for their own name."""
    names = {row["code"]: row["full_name"] for row in _read(edition.before)} if edition.before else {}
    former: dict[str, list[str]] = defaultdict(list)
    for old, later in successors.items():
        for code in later:
            former[code].append(names[old])
    return [replace(row, unit=_with_names(row.unit, former.get(row.unit.code, ()))) for row in rows]


def _with_names(unit: UnitRecord, names: Iterable[str]) -> UnitRecord:
    others = dict.fromkeys(name for name in names if name != unit.full_name)
    return replace(unit, former_names=unit.former_names or "; ".join(others))


def _read(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
