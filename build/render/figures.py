"""Tables in a page's text with what belongs to them: a box to scroll in, a plot, and their files."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from build.render.plots import plot
from build.render.sizes import filesize
from build.render.table_files import TableFile
from build.render.tables import TABLE, Table, parse

_SCROLLING: Final = (
    '<div class="table-scroll{}" role="group" tabindex="0" aria-label="Bảng, cuộn ngang để xem hết">'
)
_LINED_UP: Final = 12
"""In so many columns numbers are lined up by the theme's prose.css."""


def figures(html: str, files: Mapping[int, Sequence[TableFile]] | None = None, path: str = "") -> Markup:
    """Clean HTML with each table in a region of its own, which keyboards can reach and scroll.

    ``files`` are those of the tables by place, beside the page at ``path``; only what has files is plotted.
    """
    if "<table" not in html:
        return Markup(html)  # noqa: S704 - cleaned when published
    place = -1

    def figure(found: re.Match[str]) -> str:
        nonlocal place
        place += 1
        name = f"bang-{place + 1}"
        # Text of the page, cleaned when it was published: escaping it again would show its tags.
        mine = (files or {}).get(place, ())
        if not mine:
            return f"{_SCROLLING.format('')}{found[0]}</div>"
        table = parse(found[0])
        box = f"{_SCROLLING.format(_numbers(table))}{found[0]}</div>"
        return f"{box}{plot(table, name)}{_files(mine, path)}"

    # str: what re puts together as Markup would be escaped
    return Markup(TABLE.sub(figure, str(html)))  # noqa: S704 - cleaned when published


def _numbers(table: Table) -> str:
    """Classes for the columns of quantities, from 1; none where a cell may stand in several."""
    places = () if table.spans else (place + 1 for place in table.numeric)
    return "".join(f" numbers-{place}" for place in places if place <= _LINED_UP)


def _files(files: Sequence[TableFile], path: str) -> Markup:
    link = Markup('<a href="{0}{1}" download>{2}</a> <span class="files-size">({3})</span>')
    links = (link.format(path, file.name, file.format, filesize(len(file.content))) for file in files)
    return Markup('<p class="table-files">Tải bảng số liệu: {}</p>').format(Markup(", ").join(links))
