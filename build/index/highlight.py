"""The best passage of a text, and what was looked for marked in it."""

import html
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from build.index.plan import Plan
from build.index.text import WORD, compose, exact, fold

PASSAGE: Final = 36
"""Words in a passage."""
LEAST: Final = 0.25
"""What a word has to be worth to be marked."""
LONGEST_TEXT: Final = 5_000


class _Match(NamedTuple):
    """A word that was looked for: which one of the text it is, folded, and what it is worth."""

    place: int
    key: str
    weight: float


class Marker:
    """Marks what one plan looks for. One serves all hits of a query."""

    def __init__(self, plan: Plan) -> None:
        self._worth = _Worth(plan)

    def marked(self, text: str) -> str:
        """All of ``text`` as HTML, the words that are looked for in ``<mark>``."""
        composed = compose(text)
        matches, words = self._matches(composed)
        return _html(composed, _spans(composed, 0, words), [match.place for match in matches])

    def passage(self, text: str) -> str:
        """The part of ``text`` that says most of what is looked for, as HTML, with … where it was cut."""
        composed = " ".join(compose(text[:LONGEST_TEXT]).split())
        matches, words = self._matches(composed)
        first = _best_start(matches, words)
        end = min(first + PASSAGE, words)
        spans = _spans(composed, first, end)
        cut = slice(spans[0][0] if first else 0, spans[-1][1] if end < words else len(composed))
        inside = [match.place - first for match in matches if first <= match.place < end]
        before, after = "… " if first else "", " …" if end < words else ""
        spans = [(start - cut.start, stop - cut.start) for start, stop in spans]
        return before + _html(composed[cut], spans, inside) + after

    def _matches(self, text: str) -> tuple[list[_Match], int]:
        """What was looked for in ``text``, and how many words it has."""
        words, worth = WORD.findall(text), self._worth
        found = [_Match(at, fold(word), weight) for at, word in enumerate(words) if (weight := worth[word])]
        return found, len(words)


class _Worth(dict[str, float]):
    """What marking a word is worth, 0 where it is not to be marked; each is judged once for all hits."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._plan = plan

    def __missing__(self, word: str) -> float:
        weight = self._plan.folded.get(fold(word), 0.0)
        self[word] = weight if weight >= LEAST and self._meant(word) else 0.0
        return self[word]

    def _meant(self, word: str) -> bool:
        """False where a question with marks asked for another word: mất is found in mat but not in mặt."""
        plan, own, folded = self._plan, exact(word), fold(word)
        return own in plan.exact or own == folded or not plan.exact or folded in plan.guessed


def _best_start(matches: Sequence[_Match], words: int) -> int:
    """The first word of the passage with most of what is looked for, different words counting once."""
    best, start, score, end = 0.0, 0, 0.0, 0
    inside: dict[str, int] = defaultdict(int)
    for first in matches:
        while end < len(matches) and matches[end].place < first.place + PASSAGE:
            score += 0.0 if inside[matches[end].key] else matches[end].weight
            inside[matches[end].key] += 1
            end += 1
        if score > best + 1e-9:
            best, start = score, first.place
        inside[first.key] -= 1
        score -= 0.0 if inside[first.key] else first.weight
    return max(min(start - 3, words - PASSAGE), 0)


def _spans(text: str, first: int, end: int) -> list[tuple[int, int]]:
    """Where the words of ``text`` stand, from the ``first`` up to the one at ``end``."""
    return [found.span() for found in islice(WORD.finditer(text), first, end)]


def _html(text: str, spans: Sequence[tuple[int, int]], marked: Iterable[int]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in map(spans.__getitem__, marked):
        parts += [html.escape(text[at:start]), "<mark>", html.escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*parts, html.escape(text[at:])]).replace("</mark> <mark>", " ")
