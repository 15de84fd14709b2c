"""What a search finds where no server answers: a site's own pages, as files that browsers read themselves.

Only what the unit wrote or changed stands in them. A page from above stands in the files of the site that
wrote it, which every browser may read as well: so what reaches all sites changes one site's files.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

import msgspec
from markupsafe import Markup

from build.render.filters import excerpt
from build.render.item import Item, written
from build.render.paging import runs
from build.render.site_plan import SitePlan
from build.render.views import ShownPage
from build.snapshot.page_types import TYPE_LABELS
from build.snapshot.tokens import fill

FOLDER: Final = "_tim/"
PAGES_A_FILE: Final = 500
LONGEST_TEXT: Final = 160
FIELDS: Final = ("number", "code", "domain", "document_kind", "authority", "signer", "place")
"""What pages are looked for by beside their titles, summaries and headings."""

_HEADING: Final = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)

Row = tuple[str, str, str, str, str, str]
"""Path, title, text, type, day (ISO date or empty), and further words that the page is found by."""


def items(plan: SitePlan) -> Iterator[Item]:
    """One file, or more where the site has many pages of its own.

    The oldest pages come first, so that a new page changes the last file, or begins one.
    """
    own = [page for page in plan.pages if page.own or page.shown.values]
    own.sort(key=lambda page: (page.shown.published_at or "", page.path))
    parts = runs(own, PAGES_A_FILE)
    for number, part in enumerate(parts):
        made_of = [page.main_key for page in part]
        key = plan.key("search", plan.site.unit.code, plan.site.unit.full_name, len(parts), made_of)
        yield written(f"{FOLDER}{number}.json", key, partial(_content, plan, len(parts), part))


def _content(plan: SitePlan, files: int, pages: Sequence[ShownPage]) -> bytes:
    unit = plan.site.unit
    rows = [_row(plan, page) for page in pages]
    types = {name: TYPE_LABELS[name] for name in sorted({row[3] for row in rows})}
    return msgspec.json.encode(
        {"unit": unit.code, "name": unit.full_name, "files": files, "types": types, "pages": rows}
    )


def _row(plan: SitePlan, page: ShownPage) -> Row:
    entry = plan.entries[page.path]
    day = f"{entry.date:%Y-%m-%d}" if entry.date else ""
    words = " ".join(_words(page))
    return page.path, entry.title, excerpt(entry.summary, LONGEST_TEXT), entry.type, day, words


def _words(page: ShownPage) -> Iterator[str]:
    fields: dict[str, Any] = {**page.document.fields, **page.shown.values}
    found = [fields[name] for name in FIELDS if fields.get(name)]
    found += [
        text
        for person in fields.get("people", ())
        for text in (person.get("name"), person.get("post"))
        if text
    ]
    found += [text for event in fields.get("events", ()) for text in (event["what"], event["place"]) if text]
    if "<h" in fields["body"]:
        found += (Markup(heading).striptags() for heading in _HEADING.findall(fields["body"]))  # noqa: S704
    for text in found:
        yield fill(text, page.site.unit)
