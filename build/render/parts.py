"""Parts of pages that are made once and used often: composing joins them and renders nothing."""

import re
from collections import OrderedDict
from typing import Final, NamedTuple

_SLOT = re.compile("\x00([a-z]+)\x00")
_REFERENCE = re.compile(r'(?:href|src|action)="(/(?!/)[^"#?]*)')
SLOTS: Final = ("title", "head", "crumbs", "main")


class Part(NamedTuple):
    """A rendered piece of a page, and the keys of the objects on the same site that it names."""

    html: bytes
    refs: tuple[str, ...]


class Slots:
    """What ``page.html`` sees in place of the values that differ from page to page."""

    title: Final = "\x00title\x00"
    head: Final = "\x00head\x00"
    crumbs: Final = "\x00crumbs\x00"
    main: Final = "\x00main\x00"


class Chrome:
    """A site's frame around its pages, cut at the slots."""

    def __init__(self, html: str) -> None:
        pieces = _SLOT.split(html)
        self.refs = references("".join(pieces[::2]))
        self._pieces = [piece.encode() for piece in pieces]
        self._slots = [(index, name) for index, name in enumerate(pieces) if index % 2]

    def compose(self, values: dict[str, bytes]) -> bytes:
        """The whole page, with ``values`` in the slots."""
        pieces = self._pieces.copy()
        for index, name in self._slots:
            pieces[index] = values[name]
        return b"".join(pieces)


def references(html: str) -> tuple[str, ...]:
    """The keys of the objects on the same site that ``html`` links to or loads, each once."""
    return tuple(sorted({object_key(path) for path in _REFERENCE.findall(html)}))


def object_key(path: str) -> str:
    """The key of the object that a root-relative address leads to."""
    return f"{path[1:]}index.html" if path.endswith("/") else path[1:]


class PartCache:
    """Parts by key, the least recently used dropped when they outgrow ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._parts: OrderedDict[str, Part] = OrderedDict()

    def get(self, key: str) -> Part | None:
        part = self._parts.get(key)
        if part is not None:
            self._parts.move_to_end(key)
        return part

    def put(self, key: str, part: Part) -> None:
        self._parts[key] = part
        self._size += len(part.html)
        while self._size > self._limit:
            self._size -= len(self._parts.popitem(last=False)[1].html)
