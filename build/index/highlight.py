"""The best passage of a text, and what was looked for marked in it."""

import html
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from build.index.plan import Plan
from build.index.text import WORD, compose, exact, fold

PASSAGE: Final = 36
"""Words in a passage."""
LEAST: Final = 0.25
"""What a word has to be worth to be marked."""
LONGEST_TEXT: Final = 5_000
_SPACE: Final = re.compile(r"\s+")


class _Match(NamedTuple):
    """A word that was looked for: which one of the text it is, where it stands, and what it is worth."""

    place: int
    start: int
    end: int
    key: str
    weight: float


class Marker:
    """Marks what one plan looks for. One serves all hits of a query."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._judged: dict[str, tuple[str, float]] = {}

    def marked(self, text: str) -> str:
        """All of ``text`` as HTML, the words that are looked for in ``<mark>``."""
        composed = compose(text)
        return _html(composed, self._matches(composed)[0])

    def passage(self, text: str) -> str:
        """The part of ``text`` that says most of what is looked for, as HTML, with … where it was cut."""
        composed = _SPACE.sub(" ", compose(text[:LONGEST_TEXT])).strip()
        matches, spans = self._matches(composed)
        first = _best_start(matches, len(spans))
        last = min(first + PASSAGE, len(spans)) - 1
        start = spans[first][0] if first else 0
        end = spans[last][1] if last + 1 < len(spans) else len(composed)
        inside = [
            m._replace(start=m.start - start, end=m.end - start) for m in matches if first <= m.place <= last
        ]
        before, after = "… " if first else "", " …" if last + 1 < len(spans) else ""
        return before + _html(composed[start:end], inside) + after

    def _matches(self, text: str) -> tuple[list[_Match], list[tuple[int, int]]]:
        """What was looked for in ``text``, and the positions of all its words."""
        matches: list[_Match] = []
        spans: list[tuple[int, int]] = []
        judged = self._judged
        for index, found in enumerate(WORD.finditer(text)):
            word = found.group()
            spans.append(found.span())
            verdict = judged.get(word)
            if verdict is None:
                verdict = judged[word] = self._judge(word)
            if verdict[1] >= LEAST:
                matches.append(_Match(index, *found.span(), *verdict))
        return matches, spans

    def _judge(self, word: str) -> tuple[str, float]:
        """The folded word and its weight; 0 where nobody looked for it.

        A question with marks finds mất in mat but not in mặt: only words without marks match any.
        """
        plan, folded = self._plan, fold(word)
        own = exact(word)
        meant = own in plan.exact or own == folded or not plan.exact or folded in plan.guessed
        return folded, plan.folded.get(folded, 0.0) if meant else 0.0


def _best_start(matches: Sequence[_Match], words: int) -> int:
    """The first word of the passage with most of what is looked for, different words counting once."""
    best, start = 0.0, 0
    for at, first in enumerate(matches):
        inside: dict[str, float] = {}
        for match in matches[at : at + PASSAGE]:
            if match.place < first.place + PASSAGE:
                inside[match.key] = match.weight
        score = sum(inside.values())
        if score > best + 1e-9:
            best, start = score, first.place
    return max(min(start - 3, words - PASSAGE), 0)


def _html(text: str, matches: Sequence[_Match]) -> str:
    parts: list[str] = []
    at = 0
    for match in matches:
        parts += [
            html.escape(text[at : match.start]),
            "<mark>",
            html.escape(text[match.start : match.end]),
            "</mark>",
        ]
        at = match.end
    return "".join([*parts, html.escape(text[at:])]).replace("</mark> <mark>", " ")
