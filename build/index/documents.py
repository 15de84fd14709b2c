"""From a unit's snapshot to what is indexed for its site. Pure."""

import hashlib
import html
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final

import msgspec

from build.index.engine import IndexDocument, Unmade
from build.snapshot.page_types import PAGE_TYPES, WEEKDAYS, FieldKind
from build.snapshot.schema import Document, Shown, UnitFacts, UnitRef, UnitSnapshot
from build.snapshot.tokens import fill, fill_html

FIRST_FIELDS: Final = ("title", "summary")
_TAG: Final = re.compile(r"<[^>]*>")
_BLOCK: Final = re.compile(
    r"</?(?:p|[uod]l|li|d[td]|h[1-6]|table|caption|t[dhr]|div|blockquote|fig(?:ure|caption)|pre|[bh]r)\b[^>]*>",
    re.IGNORECASE,
)
_SPACES: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
_LINES: Final = re.compile(r"\s*\n\s*")


ANALYSIS: Final = 1
"""Raised when the same page would be indexed otherwise than before: then all pages are written again."""

Fetch = Callable[[str], Document]
"""Gives what a page said, by its hash."""


def index_documents(snapshot: UnitSnapshot, documents: Mapping[str, Document]) -> list[IndexDocument]:
    """One for each page the site shows, in its order. ``documents`` maps hashes to what pages said."""
    return [unmade.make() for unmade in unmade_documents(snapshot, documents.__getitem__)]


def unmade_documents(snapshot: UnitSnapshot, fetch: Fetch) -> list[Unmade]:
    """The same, each made only when it is asked for: what did not change need not even be read."""
    about = hashlib.sha256(_encode((ANALYSIS, snapshot.unit, snapshot.parents))).digest()
    return [
        Unmade(
            f"{snapshot.unit.code}/{shown.section}/{shown.slug}",
            _stamp(about, shown),
            partial(_made, snapshot, shown, fetch),
        )
        for shown in snapshot.shown
    ]


def _stamp(about: bytes, shown: Shown) -> str:
    said = (shown.document, shown.values, shown.origin, shown.published_at)
    return hashlib.sha256(about + _encode(said)).hexdigest()[:16]


def _made(snapshot: UnitSnapshot, shown: Shown, fetch: Fetch) -> IndexDocument:
    unit: UnitRef = snapshot.unit
    document = fetch(shown.document)
    names = {unit.code: unit.full_name for unit in (snapshot.unit, *snapshot.parents)}
    path = (*(unit.code for unit in reversed(snapshot.parents)), snapshot.unit.code)
    fields = {**document.fields, **shown.values}
    kinds = PAGE_TYPES[document.type]
    title, summary = (_plain(fields.get(name), kinds[name], snapshot.unit) for name in FIRST_FIELDS)
    date = fields.get("issued_on") or shown.published_at
    return IndexDocument(
        unit=unit.code,
        unit_name=unit.full_name,
        tier=unit.tier,
        hostname=unit.hostname,
        path=path,
        section=shown.section,
        slug=shown.slug,
        type=document.type,
        title=title,
        summary=summary,
        text="\n".join(_texts(document, fields, snapshot.unit)),
        origin=shown.origin,
        origin_name=names.get(shown.origin, shown.origin),
        url=f"/{shown.section}/{shown.slug}/",
        date=date,
        year=int(date[:4]) if date else None,
        distance=len(path) - 1 - path.index(shown.origin) if shown.origin in path else 0,
    )


def _texts(document: Document, fields: Mapping[str, Any], unit: UnitFacts) -> Iterator[str]:
    """What every other field says, and the names of the files."""
    for name, kind in PAGE_TYPES[document.type].items():
        if name not in FIRST_FIELDS:
            text = _plain(fields.get(name), kind, unit)
            if text:
                yield text
    for file in document.files:
        yield file.alt or file.name


def _plain(value: Any, kind: FieldKind, unit: UnitFacts) -> str:
    """A field's words, whatever its kind, with the unit's facts in place of placeholders."""
    if kind == "people":
        return "\n".join(" ".join(map(str, person.values())) for person in value or ())
    text = "\n".join(map(_event, value or ())) if kind == "events" else str(value or "")
    if kind == "html":
        text = html.unescape(_TAG.sub("", _BLOCK.sub("\n", fill_html(text, unit))))
    else:
        text = fill(text, unit)
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def _event(event: Mapping[str, Any]) -> str:
    said = (event[name] for name in ("start", "what", "place", "leader", "attendees"))
    return " ".join(filter(None, (WEEKDAYS[event["day"] - 1], *said)))


_encode: Final = msgspec.json.Encoder(order="deterministic").encode
