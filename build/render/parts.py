"""Parts of pages that are made once and used often: composing joins them and renders nothing."""

import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from markupsafe import escape

from build.snapshot.page_types import PLACEHOLDERS
from build.snapshot.schema import UnitFacts
from build.snapshot.tokens import UNKNOWN_FACT

_SLOT = re.compile("\x00([a-z0-9:_-]+)\x00")
_TOKEN = re.compile("\x00((?:fact|link):[^\x00]+)\x00")
_CURRENT: Final = "current:"
# Begun with letters that are there always, it is looked for four times as fast.
_REFERENCE = re.compile(r'="(?:(?<=href=")|(?<=src=")|(?<=action="))(/(?!/)[^"#?]*)')
_SOURCES = re.compile(r'srcset="([^"]*)"')
_CANDIDATE = re.compile(r"/(_a/\S+)")


class Part(NamedTuple):
    """A rendered piece of a page, and the keys of the objects on the same site that it names."""

    html: bytes
    refs: tuple[str, ...]


class Slots:
    """What ``page.html`` sees in place of the values that differ from page to page."""

    title: Final = "\x00title\x00"
    head: Final = "\x00head\x00"
    urgent: Final = "\x00urgent\x00"
    crumbs: Final = "\x00crumbs\x00"
    main: Final = "\x00main\x00"
    section: Final = "\x00section\x00"

    @staticmethod
    def current(section: str) -> str:
        """The attribute that marks a link to ``section`` on the pages of that section."""
        return f"\x00{_CURRENT}{section}\x00"


def _open(name: str) -> str:
    return f"\x00fact:{name}\x00"


class _OpenFacts(UnitFacts, frozen=True, kw_only=True):
    @property
    def in_sentence(self) -> str:
        return _open("in_sentence")


_FACTS: Final[dict[str, Any]] = {
    name: _open(name) for name in PLACEHOLDERS.values() if name in UnitFacts.__struct_fields__
}
OPEN_FACTS: Final = _OpenFacts(
    code="",
    tier="",
    hostname="",
    kind="",
    **_FACTS,
)
"""A unit whose facts are tokens themselves: what is rendered for it can be filled in for any other."""


def open_address(target: str) -> str:
    """A token in place of the address of a page, given as UNIT/SECTION/SLUG."""
    return f"\x00link:{target}\x00"


class OpenPart:
    """A main part that every site which shows the page shares, cut at the tokens that differ."""

    def __init__(self, html: str) -> None:
        cut = _TOKEN.split(html)
        self.size = len(html)
        self._refs = references(html)
        self._pieces = [piece.encode() for piece in cut]
        self._tokens = [(index, *cut[index].split(":", 1)) for index in range(1, len(cut), 2)]

    def whole(self) -> Part:
        """The part as it is: one that was rendered with no token left open."""
        return Part(b"".join(self._pieces), self._refs)

    def close(self, facts: UnitFacts, address: Callable[[str], str | None]) -> Part | None:
        """The part for one unit; None if a link leads nowhere there, which takes rendering to leave out."""
        pieces, refs = self._pieces.copy(), set(self._refs)
        for index, kind, name in self._tokens:
            value = getattr(facts, name) or UNKNOWN_FACT if kind == "fact" else address(name)
            if value is None:
                return None
            if kind == "link" and value.startswith("/"):
                refs.add(object_key(value))
            pieces[index] = str(escape(value)).encode()
        return Part(b"".join(pieces), tuple(sorted(refs)))


class Chrome:
    """A site's frame around its pages, cut at the slots; rendered once for all of the site."""

    def __init__(self, html: str) -> None:
        self._cut = _SLOT.split(html)
        self.refs = references("".join(self._cut[::2]))
        self._by_section: dict[str, tuple[list[bytes], list[tuple[int, str]]]] = {}

    def compose(self, section: str, values: dict[str, bytes]) -> bytes:
        """A whole page of ``section`` (empty for none), with ``values`` in the slots."""
        if section not in self._by_section:
            self._by_section[section] = self._pieces(section)
        ready, slots = self._by_section[section]
        pieces = ready.copy()
        for index, name in slots:
            pieces[index] = values[name]
        return b"".join(pieces)

    def _pieces(self, section: str) -> tuple[list[bytes], list[tuple[int, str]]]:
        """The frame of one section's pages, and the slots that are left."""
        known = {_CURRENT + section: ' aria-current="true"', "section": section or "site"}
        pieces = [piece.encode() for piece in self._cut]
        slots = []
        for index, name in list(enumerate(self._cut))[1::2]:
            if name in known or name.startswith(_CURRENT):
                pieces[index] = known.get(name, "").encode()
            else:
                slots.append((index, name))
        return pieces, slots


def references(html: str) -> tuple[str, ...]:
    """The keys of the objects on the same site that ``html`` links to or loads, each once."""
    found = {object_key(path) for path in _REFERENCE.findall(html)}
    found.update(key for sources in _SOURCES.findall(html) for key in _CANDIDATE.findall(sources))
    return tuple(sorted(found))


def joined(refs: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Two lists of references as one, in order and each once, as both are."""
    return tuple(sorted({*refs, *more})) if refs and more else refs or more


def object_key(path: str) -> str:
    """The key of the object that a root-relative address leads to."""
    return f"{path[1:]}index.html" if path.endswith("/") else path[1:]


class PartCache:
    """Open parts by key, the least recently used dropped when they outgrow ``limit`` characters."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._parts: OrderedDict[str, OpenPart] = OrderedDict()

    def get(self, key: str) -> OpenPart | None:
        part = self._parts.get(key)
        if part is not None:
            self._parts.move_to_end(key)
        return part

    def put(self, key: str, part: OpenPart) -> None:
        self._parts[key] = part
        self._size += part.size
        while self._size > self._limit:
            self._size -= self._parts.popitem(last=False)[1].size
