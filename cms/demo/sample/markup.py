"""HTML from lines: ``## `` and ``### `` begin headings, ``- `` and ``1. `` items, ``|`` rows of a table."""

from collections.abc import Iterable
from itertools import groupby


def html(lines: Iterable[str]) -> str:
    """Well-formed HTML; the lines themselves may hold inline HTML."""
    return "".join(_BLOCKS[mark](list(group)) for mark, group in groupby(lines, _mark))


def _mark(line: str) -> str:
    return next((mark for mark in _BLOCKS if mark and line.startswith(mark)), "")


def _each(tag: str, start: int, lines: list[str]) -> str:
    return "".join(f"<{tag}>{line[start:]}</{tag}>" for line in lines)


def _table(rows: list[str]) -> str:
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in cells[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_BLOCKS = {
    "## ": lambda lines: _each("h2", 3, lines),
    "### ": lambda lines: _each("h3", 4, lines),
    "- ": lambda lines: "<ul>" + _each("li", 2, lines) + "</ul>",
    "1. ": lambda lines: "<ol>" + _each("li", 3, lines) + "</ol>",
    "|": _table,
    "": lambda lines: _each("p", 0, lines),
}
