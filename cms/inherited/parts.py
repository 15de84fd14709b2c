"""A field's value as parts that can be compared and merged one by one, and back."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from build.snapshot.page_types import FieldKind
from cms.pages.events import event_line, event_of
from cms.pages.one_line import one_line, texts_on, unmarked

_TAG: Final = re.compile(r'<(/?)([a-z][a-z0-9]*)(?:\s+[a-z-]+(?:="[^"]*")?)*\s*/?>')
_ANY_TAG: Final = re.compile(r"<[^>]*>")
_SPACES: Final = re.compile(r"\s+")
_VOID: Final = frozenset({"br", "hr", "img"})
_PERSON: Final = ("name", "post", "phone", "email")


def parts(kind: FieldKind, value: Any) -> list[str]:
    """The value's lines, blocks, people or events; of a line or a date the whole. Nothing gives no part."""
    if kind == "html":
        return blocks(value or "")
    if kind in LISTS:
        return [LISTS[kind].line(one) for one in value or ()]
    text = lines_alike(value or "")
    return text.split("\n") if text else []


def value_of(kind: FieldKind, found: Sequence[str]) -> Any:
    """The value that has these parts."""
    if kind == "html":
        return "".join(found)
    if kind in LISTS:
        return [one for line in found if (one := LISTS[kind].of(line))]
    text = "\n".join(found)
    return text or None if kind == "date" else text


def plain(kind: FieldKind, part: str) -> str:
    """What a reader sees of one part."""
    if kind != "html":
        return unmarked(part) if kind in LISTS else part
    return _SPACES.sub(" ", html.unescape(_ANY_TAG.sub(" ", part))).strip()


def lines_alike(text: str) -> str:
    """``text`` with one kind of line end, as browsers send another."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def blocks(clean: str) -> list[str]:
    """The outermost elements of clean HTML, and the texts that stand between them."""
    return [block for found in _outermost(clean) if (block := found.strip())]


def _outermost(clean: str) -> Iterator[str]:
    depth = start = 0
    for tag in _TAG.finditer(clean):
        closing, name = tag.groups()
        if name in _VOID and depth:
            continue
        if not depth:
            yield clean[start : tag.start()]
            start = tag.start()
        if name not in _VOID:
            depth = max(0, depth + (-1 if closing else 1))
        if not depth:
            yield clean[start : tag.end()]
            start = tag.end()
    yield clean[start:]


def person_line(person: dict[str, str]) -> str:
    """A person on one line: name; post; telephone; e-mail."""
    return one_line(person.get(key) or "" for key in _PERSON)


def person_of(line: str) -> dict[str, str] | None:
    """The person on a line; None where nobody is named."""
    given = texts_on(line, len(_PERSON))
    return dict(zip(_PERSON, given, strict=True)) if given[0] else None


class Listed(NamedTuple):
    """How a list of objects stands in a text, one on a line; ``of`` gives None for what is no such line."""

    line: Callable[[dict[str, Any]], str]
    of: Callable[[str], dict[str, Any] | None]


LISTS: Final[dict[str, Listed]] = {
    "people": Listed(person_line, person_of),
    "events": Listed(event_line, event_of),
}
MERGED_KINDS: Final = frozenset({"text", "html", *LISTS})
"""The kinds of field that have more parts than one."""
