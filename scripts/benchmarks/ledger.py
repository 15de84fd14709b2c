"""Where findings are shown: a table on the terminal, and the ledger docs/architecture/measurements.md."""

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from scripts.benchmarks.measuring import ROOT, Finding, Measured, Unmeasurable

WIDTH: Final = 140
LEDGER: Final = ROOT / "docs" / "architecture" / "measurements.md"
COLUMNS: Final = ("row", "unit", "ours", "peer", "theirs", "times better")
"""How many times better ours is, whether more or less is better: the median, the least and the most."""


def show(measured: Sequence[Measured]) -> None:
    """Print a table for each benchmark."""
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    for one in measured:
        table = Table(*COLUMNS, title=f"{one.name}: {one.on}", title_justify="left")
        for finding in one.findings:
            table.add_row(*_cells(finding))
        console.print(table)
        for note in one.notes:
            console.print(note, highlight=False)


def renew(measured: Sequence[Measured], path: Path = LEDGER) -> None:
    """Put each benchmark's table in the place of its last one; the others stay."""
    text = path.read_text("utf-8")
    for one in measured:
        begin, end = marks(one.name)
        if begin not in text or end not in text:
            raise Unmeasurable(f"{path} has no place for {one.name}; add the lines {begin} and {end}.")
        place = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        written = f"{begin}\n{_section(one)}\n{end}"
        text = place.sub(lambda _, written=written: written, text)
    path.write_text(text, "utf-8")


def marks(name: str) -> tuple[str, str]:
    """The lines of the ledger between which the table of the benchmark ``name`` stands."""
    return f"<!-- begin {name} -->", f"<!-- end {name} -->"


def _section(one: Measured) -> str:
    rows = [COLUMNS, ("---",) * len(COLUMNS), *map(_cells, one.findings)]
    lines = [f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}: {one.on}.", ""]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    if one.notes:
        lines += ["", *one.notes]
    return "\n".join(lines)


def _cells(finding: Finding) -> tuple[str, ...]:
    record = finding.record()
    ratio = ""
    if record["ratio"] is not None:
        ratio = f"{record['ratio']:.2f} ({record['low']:.2f} to {record['high']:.2f})"
    ours, theirs = _number(record["ours"]), _number(record["theirs"])
    return finding.row, finding.unit, ours, finding.peer or "", theirs, ratio


def _number(value: float | None) -> str:
    """With three digits that count, or all of a whole number."""
    if value is None:
        return ""
    if value == int(value) or value >= 100:
        return f"{value:,.0f}"
    return f"{value:#.3g}"


def _machine() -> str:
    """The machine in a few words, without its name."""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
