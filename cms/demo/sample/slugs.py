"""Addresses made from titles."""

import re
from collections.abc import Container

from anyascii import anyascii

LONGEST = 100


def slug(title: str) -> str:
    """The title in small ASCII letters, digits and hyphens, at most 100, cut between words."""
    words = re.findall(r"[a-z0-9]+", anyascii(title).lower())
    text = "-".join(words)
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rsplit("-", 1)[0]
    return text


def free_slug(title: str, taken: Container[str]) -> str:
    """The title's slug, with a number behind it where that one is taken."""
    base = slug(title)
    if base not in taken:
        return base
    stem = base[: LONGEST - 4].rstrip("-")
    return next(name for i in range(2, 1000) if (name := f"{stem}-{i}") not in taken)
