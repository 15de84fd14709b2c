"""Tables in clean HTML as rows and numbers: what plots and data files are made from.

Numbers are read as Vietnamese write them: ``1.234.567,89``, with ``%``, with words for their size
(``4,6 tỷ đồng``) and with a unit after them (``15 hộ``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html.parser import HTMLParser
from typing import Final, NamedTuple

TABLE: Final = re.compile(r"<table\b.*?</table>", re.DOTALL)

_NUMBER: Final = re.compile(
    r"([-−–]?)\s*(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?\s*(?:(tỷ|tỉ|triệu|nghìn|ngàn)\b)?\s*(.*)"
)
_SIZES: Final = {"tỷ": 1e9, "tỉ": 1e9, "triệu": 1e6, "nghìn": 1e3, "ngàn": 1e3}
_UNIT: Final = re.compile(r"%|[^\W\d_][^\d]{0,20}")
_NOT_A_QUANTITY: Final = re.compile(
    r"(?:stt|tt|số tt|số thứ tự|ngày|giờ|thời gian|năm|tháng|quý|tuần|thứ|buổi|ca|đợt|khóa|phòng)"
    r"|(?:mã|số hiệu|số nhà|điện thoại|số điện thoại|đường dây nóng)(?!\w).*",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A quantity: its value and the unit written after it, ``%`` or a word; empty for none."""

    value: float
    unit: str


class Column(NamedTuple):
    """A column of quantities of one unit; ``values`` has None where a cell is empty."""

    title: str
    unit: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Table:
    """A table's caption, the titles of its columns, and its rows, each as long as the titles."""

    caption: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    spans: bool

    @cached_property
    def numeric(self) -> dict[int, Column]:
        """The columns of quantities by their place; numbers that count or name something are none."""
        found = ((place, self._column(place)) for place in range(len(self.titles)))
        return {place: column for place, column in found if column}

    def _column(self, place: int) -> Column | None:
        title = self.titles[place]
        if _NOT_A_QUANTITY.fullmatch(title):
            return None
        cells = [row[place] for row in self.rows]
        numbers = [number(cell) if cell not in _NOTHING else None for cell in cells]
        known = [found for found in numbers if found]
        units = {found.unit for found in known}
        if len(known) < 2 or len(units) > 1:
            return None
        if any(cell not in _NOTHING and not found for cell, found in zip(cells, numbers, strict=True)):
            return None
        return Column(title, units.pop(), tuple(found.value if found else None for found in numbers))


_NOTHING: Final = frozenset({"", "-", "–", "—", "…", "..."})


def number(text: str) -> Number | None:
    """The quantity that ``text`` is, or None where it is something else or more than one."""
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    sign, whole, part, size, unit = found.groups()
    unit = unit.strip().rstrip(".")
    if (unit and not _UNIT.fullmatch(unit)) or (whole.startswith("0") and len(whole) > 1):
        return None
    value = float(f"{whole.replace('.', '')}.{part or 0}") * _SIZES.get(size or "", 1)
    return Number(-value if sign else value, unit)


def tables(html: str) -> tuple[Table, ...]:
    """The tables of ``html`` in their order."""
    return tuple(parse(found) for found in TABLE.findall(html)) if "<table" in html else ()


@lru_cache(maxsize=1024)
def parse(html: str) -> Table:
    """One ``<table>`` of clean HTML. A cell over several columns or rows is followed by empty ones."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    rows = _square(reader.rows)
    heads = next((place for place, row in enumerate(reader.rows) if not _is_head(row)), len(rows))
    titles = _titles(rows[:heads], len(rows[0]) if rows else 0)
    spans = any(cell.columns > 1 or cell.rows > 1 for row in reader.rows for cell in row)
    return Table(" ".join(reader.caption.split()), titles, tuple(rows[heads:]), spans)


def _titles(heads: Sequence[tuple[str, ...]], width: int) -> tuple[str, ...]:
    """A title for every column: the words of all head rows above it, or the column's number."""
    return tuple(
        " – ".join(dict.fromkeys(row[place] for row in heads if row[place])) or f"Cột {place + 1}"
        for place in range(width)
    )


class _Cell(NamedTuple):
    text: str
    head: bool
    columns: int
    rows: int


def _is_head(row: Sequence[_Cell]) -> bool:
    return bool(row) and all(cell.head for cell in row)


def _square(rows: Sequence[Sequence[_Cell]]) -> list[tuple[str, ...]]:
    """The rows' texts with a place for every column, also those that a cell from above reaches into."""
    taken: dict[tuple[int, int], str] = {}
    for line, row in enumerate(rows):
        place = 0
        for cell in row:
            while (line, place) in taken:
                place += 1
            for down in range(min(cell.rows, len(rows) - line)):
                for right in range(cell.columns):
                    taken[line + down, place + right] = ""
            taken[line, place] = cell.text
            place += cell.columns
    width = max((place for _, place in taken), default=-1) + 1
    return [tuple(taken.get((line, place), "") for place in range(width)) for line in range(len(rows))]


class _Reader(HTMLParser):
    """Collects the cells of one table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[_Cell]] = []
        self.caption = ""
        self._in_caption = False
        self._open: tuple[bool, int, int] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            given = dict(attrs)
            self._open = (tag == "th", _span(given.get("colspan")), _span(given.get("rowspan")))
            self._text = []
        elif tag == "caption":
            self._in_caption = True
        elif tag in ("br", "p", "li"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._open and self.rows:
            head, columns, rows = self._open
            self.rows[-1].append(_Cell(" ".join("".join(self._text).split()), head, columns, rows))
            self._open = None
        elif tag == "caption":
            self._in_caption = False

    def handle_data(self, data: str) -> None:
        if self._in_caption:
            self.caption += data
        elif self._open:
            self._text.append(data)


def _span(value: str | None) -> int:
    """How many columns or rows a cell covers; a thousand is HTML's own limit for columns."""
    return max(1, min(int(value), 1000)) if value and value.isdecimal() else 1
