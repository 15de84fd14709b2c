"""Reading a table of units: CSV in UTF-8, every cell checked by itself, every fault with its line.

The columns are described in docs/operators/units.md.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cms.units.hostnames import CODE_PATTERN, hostname_problem
from cms.units.models import Unit
from cms.units.record import FACTS, Fault, Row, UnitRecord

REQUIRED: Final = ("code", "name", "full_name", "kind", "tier", "parent_code", "valid_from")
OPTIONAL: Final = ("valid_to", "hostname", *FACTS)
MAY_BE_EMPTY: Final = frozenset({"parent_code", *OPTIONAL})
MAX_BYTES: Final = 20 * 1024 * 1024
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Table:
    """What could be read, and what was wrong.

    ``unclear`` are codes of lines that could not be read as units: they must not be reported as
    missing as well.
    """

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unclear: set[str] = field(default_factory=set)


def read_table(content: bytes, tiers: Collection[str]) -> Table:
    """The units in ``content``; a tier that is not one of ``tiers`` is a fault."""
    if len(content) > MAX_BYTES:
        return Table(faults=[Fault(1, f"the file is larger than {MAX_BYTES:,} bytes; split it by province")])
    table = Table(faults=list(_broken_lines(content)))
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig", errors="replace"), newline=""), strict=True)
    columns: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not columns:
                columns = [_clean(cell) for cell in cells]
                if wrong := list(_wrong_columns(columns)):
                    table.faults += wrong
                    break
            elif any(map(str.strip, cells)):
                _read_row(table, line, columns, [_clean(cell) for cell in cells], tiers)
            line = reader.line_num + 1
    except csv.Error as error:
        table.faults.append(Fault(line, f"this is not CSV ({error}); check the quotation marks"))
    if not columns:
        table.faults.append(Fault(1, f"the file is empty; its first line must name {', '.join(REQUIRED)}"))
    return table


def _clean(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _broken_lines(content: bytes) -> Iterator[Fault]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            yield Fault(number, f"byte {error.start + 1} is not UTF-8; save the file as UTF-8")


def _wrong_columns(columns: list[str]) -> Iterator[Fault]:
    for name in REQUIRED:
        if name not in columns:
            yield Fault(
                1, f"the column {name} is missing; name it in the first line, with commas between names"
            )
    for name in dict.fromkeys(columns):
        if name not in REQUIRED + OPTIONAL:
            known = ", ".join(REQUIRED + OPTIONAL)
            yield Fault(1, f"the column {name!r} is not known; the columns are {known}")
        elif columns.count(name) > 1:
            yield Fault(1, f"the column {name} is there twice; keep one")


def _read_row(table: Table, line: int, columns: list[str], cells: list[str], tiers: Collection[str]) -> None:
    values = dict(zip(columns, cells, strict=False))
    if len(cells) != len(columns):
        text = f"{len(cells)} cells where the first line names {len(columns)} columns"
        faults = [Fault(line, f"{text}; put a cell with a comma in it between quotation marks")]
    else:
        faults = [Fault(line, text) for text in _cell_faults(values, tiers)]
    table.faults += faults
    first_day = _date(values.get("valid_from", ""))
    if len(cells) != len(columns) or first_day is None or not CODE_PATTERN.fullmatch(values["code"]):
        table.unclear.add(values.get("code", ""))
        return
    parent_code = values.pop("parent_code")
    dates = {"valid_from": first_day, "valid_to": _date(values.get("valid_to", ""))}
    table.rows.append(Row(line, UnitRecord(**{**values, **dates}), parent_code))


def _cell_faults(values: dict[str, str], tiers: Collection[str]) -> Iterator[str]:
    for column, value in values.items():
        if not value:
            if column not in MAY_BE_EMPTY:
                yield f"{column} is empty; fill it in"
        elif column in {"valid_from", "valid_to"}:
            if _date(value) is None:
                yield f"{column} is {value!r}; write a date as 2025-07-01"
        elif column != "parent_code":
            yield from _text_faults(column, value, tiers)


def _text_faults(column: str, value: str, tiers: Iterable[str]) -> Iterator[str]:
    length = Unit._meta.get_field(column).max_length  # noqa: SLF001 (public in Django, despite its name)
    if length is not None and len(value) > length:
        yield f"{column} has {len(value)} characters; {length} fit"
    elif column == "code" and not CODE_PATTERN.fullmatch(value):
        yield f"code is {value!r}; only digits and small letters without marks can stand in a code"
    elif column == "tier" and value not in tiers:
        yield f"tier is {value!r}; the tiers with a folder in sites/ are {', '.join(sorted(tiers))}"
    elif column == "hostname" and (problem := hostname_problem(value)):
        yield f"hostname {value!r} {problem.in_english}"
    elif column == "email" and not _is_email(value):
        yield f"email is {value!r}; write one address, as in ubnd@hai-duong.gov.vn"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
