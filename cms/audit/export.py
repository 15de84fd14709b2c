"""The log outside the desk: lines of CSV for a spreadsheet, lines of JSON for a program."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder

from cms.audit.models import Entry
from cms.audit.words import action_words, change_words, shown

COLUMNS: Final = (
    "Thời điểm",
    "Người thực hiện",
    "Đơn vị",
    "Hành động",
    "Đối tượng",
    "Thay đổi",
    "Ghi chú",
    "Địa chỉ mạng",
)
BYTE_ORDER_MARK: Final = "\ufeff"
"""Begins a file that spreadsheets would otherwise read in an encoding of their own."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """The log as CSV with a heading; what a spreadsheet would run as a formula is made text."""
    yield BYTE_ORDER_MARK + csv_line(COLUMNS)
    for entry in entries:
        yield csv_line(_cells(entry))


def json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """The log as JSON Lines: one object a line, values as they were recorded."""
    for entry in entries:
        yield json.dumps(as_data(entry), ensure_ascii=False, cls=DjangoJSONEncoder) + "\n"


def as_data(entry: Entry) -> dict[str, Any]:
    """One entry for a program; ``unit`` is the code, ``valid_from`` tells units of one code apart."""
    unit = entry.unit if entry.unit_id else None
    return {
        "id": entry.pk,
        "at": entry.at,
        "user": entry.user_id,
        "who": entry.who,
        "unit": unit.code if unit else None,
        "valid_from": unit.valid_from if unit else None,
        "action": entry.action,
        "kind": entry.kind,
        "object": entry.object_id,
        "label": entry.label,
        "changes": entry.changes,
        "note": entry.note,
        "address": entry.address,
    }


def _cells(entry: Entry) -> list[str]:
    changes = "; ".join(f"{field}: {old} → {new}" for field, old, new in change_words(entry))
    unit = str(entry.unit) if entry.unit_id else ""
    address = entry.address or ""
    moment = shown(entry.at)
    return [moment, entry.who, unit, action_words(entry), entry.label, changes, entry.note, address]


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV; what a spreadsheet would run as a formula is made text."""
    line = io.StringIO()
    csv.writer(line).writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
