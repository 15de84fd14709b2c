"""What somebody who is still typing may want to ask: titles of pages that go on from what stands there."""

from collections.abc import Iterable, Sequence
from typing import Final

from build.index.plan import LONGEST
from build.index.text import compose, fold, words

MOST: Final = 6
MOST_WORDS: Final = 8
SHORTEST: Final = 2
"""Letters of a lone word before anything is offered: one letter begins too much."""
LONGEST_TITLE: Final = 90
CANDIDATES: Final = 200
"""Titles that an engine gives at the most, of which the best are chosen."""


def beginning(text: str) -> list[str]:
    """The folded words of ``text`` to look titles up by, of which the last may go on; [] for too few."""
    found = [fold(word) for word in words(compose(text)[:LONGEST])]
    if len(found) > MOST_WORDS or len("".join(found)) < SHORTEST:
        return []
    return found


def suggestions(typed: Sequence[str], titles: Iterable[tuple[str, int]]) -> list[str]:
    """The best of ``titles`` (each with the number of pages that bear it) for what ``beginning`` gave.

    First those in which the words stand together, at the beginning before elsewhere; then what many
    pages bear; then the short.
    """
    found: dict[tuple[str, ...], tuple[tuple[int, int, int], str]] = {}
    for title, pages in titles:
        folded = tuple(fold(word) for word in words(title))
        if len(title) <= LONGEST_TITLE and folded != tuple(typed):
            rank = (_place(typed, folded), -pages, len(folded))
            found[folded] = min(found.get(folded, (rank, title)), (rank, title))
    return [title for _, title in sorted(found.values())[:MOST]]


def _place(typed: Sequence[str], title: Sequence[str]) -> int:
    """0 where ``title`` begins with the words, 1 where they stand together in it, else 2."""
    *whole, last = typed
    for start in range(len(title) - len(whole)):
        run = title[start : start + len(whole) + 1]
        if list(run[:-1]) == whole and run[-1].startswith(last):
            return min(start, 1)
    return 2
