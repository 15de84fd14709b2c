"""A file of a site that is planned and not yet made."""

from collections.abc import Callable
from typing import NamedTuple

from build.render.parts import Part
from build.render.state import Kind


class Item(NamedTuple):
    """One file of the site: where it goes, the key of its content, and how to make it."""

    path: str
    kind: Kind
    key: str
    make: Callable[[], Part]


def written(path: str, key: str, write: Callable[[], bytes]) -> Item:
    """A file that machines read and that names no other object of the site."""
    return Item(path, "feed", key, lambda: Part(write(), ()))
