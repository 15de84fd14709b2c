"""A table's quantities as bars, in SVG that needs no script and grows with the reader's width and text size.

The table stays beside it, whole; the picture has a name and says what is most and what is least.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from build.render.tables import Column, Table

MOST_ROWS: Final = 24
"""A plot of more rows is no easier to read than the table."""
MOST_SERIES: Final = 3
_LONGEST_BAR: Final = 75
_LEAST_BAR: Final = 20
_CHARACTER: Final = 2.5
"""Percent of the narrowest width (320 px less its edges) that a character of the number after a bar takes."""
_LABEL: Final = 58
_SUMS: Final = ("tổng", "cộng", "trong đó")
_LINE: Final = 1.5
_BAR: Final = 1.35
_GAP: Final = 0.7


class _Bar(NamedTuple):
    series: int
    value: float
    words: str


class _Row(NamedTuple):
    label: str
    bars: list[_Bar]


def plot(table: Table, name: str) -> Markup:
    """The SVG and, for several series, what their colours mean; empty where there is nothing to plot.

    ``name`` begins the ids of what is in it and must be the page's only one.
    """
    series = _series(table)
    rows = _rows(table, series)
    if len(rows) < 2 or table.spans:
        return Markup("")
    title = table.caption or f"Biểu đồ: {', '.join(column.title for column in series)}"
    return Markup("{}{}").format(_svg(title, series, rows, name), _legend(series) if len(series) > 1 else "")


def _series(table: Table) -> list[Column]:
    """The columns that can share a scale: those of the first one's unit, of many the last."""
    columns = list(table.numeric.values())
    if not columns:
        return []
    return [column for column in columns if column.unit == columns[0].unit][-MOST_SERIES:]


def _rows(table: Table, series: Sequence[Column]) -> list[_Row]:
    """The rows with a quantity, without sums, beside which their parts would look like nothing."""
    label = next((place for place in range(len(table.titles)) if place not in table.numeric), None)
    if label is None or not series or len(table.rows) > MOST_ROWS:
        return []
    found = []
    for place, cells in enumerate(table.rows):
        bars = [
            _Bar(number, value, _words(value, column.unit))
            for number, column in enumerate(series)
            if (value := column.values[place]) is not None
        ]
        if bars and not cells[label].lower().startswith(_SUMS):
            found.append(_Row(cells[label], bars))
    return found


def _words(value: float, unit: str) -> str:
    text = f"{value:,.2f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))
    return f"{text}{unit}" if unit in ("", "%") else f"{text} {unit}"


def _svg(title: str, series: Sequence[Column], rows: Sequence[_Row], name: str) -> Markup:
    low = min(0.0, *(bar.value for row in rows for bar in row.bars))
    high = max(0.0, *(bar.value for row in rows for bar in row.bars))
    longest = max(len(bar.words) for row in rows for bar in row.bars)
    scale = max(_LEAST_BAR, min(_LONGEST_BAR, 97 - _CHARACTER * longest)) / (high - low or 1)
    top, parts = 0.0, []
    for row in rows:
        parts.append(_text(0, top, _cut(row.label), "plot-label"))
        top += _LINE
        for bar in row.bars:
            start, width = (min(bar.value, 0) - low) * scale, abs(bar.value) * scale
            parts.append(_rect(start, top, width, bar.series))
            parts.append(_text(start + width + 1, top - 0.1, bar.words, "plot-value"))
            top += _BAR
        top += _GAP
    head = Markup('<title id="{0}-ten">{1}</title><desc id="{0}-ta">{2}</desc>').format(
        name, title, _description(series, rows)
    )
    return Markup(
        '<svg class="plot" role="img" aria-labelledby="{0}-ten" aria-describedby="{0}-ta" width="100%" '
        'height="{1:.4g}em">'
        "{2}{3}</svg>"
    ).format(name, top, head, Markup("").join(parts))


def _text(x: float, top: float, words: str, kind: str) -> Markup:
    return Markup('<text class="{}" x="{:.4g}%" y="{:.4g}em">{}</text>').format(kind, x, top + 1.1, words)


def _rect(x: float, top: float, width: float, series: int) -> Markup:
    shape = '<rect class="plot-{}" x="{:.4g}%" y="{:.4g}em" width="{:.4g}%" height="1.1em"/>'
    return Markup(shape).format(series + 1, x, top, width)  # noqa: S704 - numbers alone


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"


def _description(series: Sequence[Column], rows: Sequence[_Row]) -> str:
    """What is most and least, column by column."""
    lines = []
    for place, column in enumerate(series):
        bars = [(bar.value, row.label, bar.words) for row in rows for bar in row.bars if bar.series == place]
        if bars:
            (_, most, much), (_, least, little) = max(bars), min(bars)
            lines.append(f"{column.title}: cao nhất là {most} ({much}), thấp nhất là {least} ({little}).")
    return " ".join([*lines, "Số liệu đầy đủ có trong bảng."])


def _legend(series: Sequence[Column]) -> Markup:
    entry = Markup(
        '<li><svg class="plot-key" aria-hidden="true" width="1em" height="1em">'
        '<rect class="plot-{}" width="100%" height="100%"/></svg> {}</li>'
    )
    items = Markup("").join(entry.format(place, column.title) for place, column in enumerate(series, 1))
    return Markup('<ul class="plot-legend">{}</ul>').format(items)
