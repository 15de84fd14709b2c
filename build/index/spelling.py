"""One wrong letter in a query: which word was meant.

Vietnamese has so many short syllables that a slip often makes another real one (giấy → giâ, "dat" →
"dta" → "da"), so the neighbours decide: a word is doubted when it is unknown, or when it stands next to
nothing that it ever stands next to on any page; and a correction counts most when it forms a pair that
pages do have. What was written stays in the query beside the correction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from build.index.wording import tables

ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
SHORTEST: Final = 2
NEIGHBOURS: Final = 40
TAKEN: Final = 3


class Vocabulary(Protocol):
    """What an engine knows of the words on its pages."""

    def near(self, words: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """For each folded word, the known ones at most one slip away (itself too) with their pages."""

    def pages_with(self, pairs: Sequence[str]) -> Mapping[str, int]:
        """On how many pages each pair stands; pairs on none may be missing."""

    def words_with(self, words: Sequence[str]) -> Mapping[str, int]:
        """On how many pages each folded word stands; words on none may be missing."""

    def pages(self) -> int:
        """How many pages there are."""


@dataclass(frozen=True, slots=True)
class Correction:
    """At ``position`` of the query, ``words`` may have been meant; ``sure`` where pages have the pair.

    ``unknown`` says that no page has the word that was typed: only then may a reader be told so. A word that
    pages have is mostly right, however seldom it stands beside its neighbours.
    """

    position: int
    words: tuple[str, ...]
    sure: bool
    unknown: bool = False


def slips(word: str) -> set[str]:
    """Every string one slip away from ``word``: a letter left out, added, changed, or two swapped."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(head + tail[1:] for head, tail in cuts if tail),
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1),
        *(head + letter + tail[1:] for head, tail in cuts if tail for letter in ALPHABET),
        *(head + letter + tail for head, tail in cuts for letter in ALPHABET),
    }


def corrections(folded: Sequence[str], vocabulary: Vocabulary) -> list[Correction]:
    """What may have been meant, position by position; empty when nothing is doubtful."""
    checked = [at for at, word in enumerate(folded) if len(word) >= SHORTEST and word.isalpha()]
    own = _pairs_around(folded, {at: [folded[at]] for at in checked})
    pages = _pages(own, vocabulary)
    doubted = [at for at in checked if not any(pages.get(pair) for pair in _around(folded, at, folded[at]))]
    if not doubted:
        return []
    near = vocabulary.near(sorted({folded[at] for at in doubted}))
    candidates = {at: _candidates(folded[at], near.get(folded[at], {})) for at in doubted}
    pages = _pages(_pairs_around(folded, {at: list(found) for at, found in candidates.items()}), vocabulary)
    found = [_correct(folded, at, candidates[at], pages) for at in doubted]
    return [correction for correction in found if correction is not None]


def _candidates(word: str, near: Mapping[str, int]) -> dict[str, int]:
    known = dict(near)
    for slip in slips(word) & tables().known_words:
        known.setdefault(slip, 1)
    if word in tables().known_words:
        known.setdefault(word, 1)
    best = sorted(known, key=lambda other: (other != word, -known[other], other))[:NEIGHBOURS]
    return {other: known[other] for other in best}


def _correct(
    folded: Sequence[str], at: int, candidates: Mapping[str, int], pages: Mapping[str, int]
) -> Correction | None:
    word = folded[at]
    others = [other for other in candidates if other != word]
    evidence = {
        other: sum(min(pages.get(pair, 0), 50) ** 0.5 for pair in _around(folded, at, other))
        for other in others
    }
    paired = sorted((o for o in others if evidence[o]), key=lambda o: (-evidence[o], o))
    if paired:
        return Correction(at, tuple(paired[:TAKEN]), sure=True, unknown=word not in candidates)
    if word in candidates or not others:
        return None
    return Correction(at, tuple(sorted(others, key=lambda o: (-candidates[o], o))[:TAKEN]), sure=False)


def _around(folded: Sequence[str], at: int, word: str) -> list[str]:
    before = [f"{folded[at - 1]}_{word}"] if at else []
    after = [f"{word}_{folded[at + 1]}"] if at + 1 < len(folded) else []
    return before + after


def _pairs_around(folded: Sequence[str], words: Mapping[int, Iterable[str]]) -> list[str]:
    return sorted(
        {pair for at, found in words.items() for word in found for pair in _around(folded, at, word)}
    )


def _pages(pairs: Sequence[str], vocabulary: Vocabulary) -> dict[str, int]:
    pages = dict(vocabulary.pages_with(pairs)) if pairs else {}
    for pair in tables().known_pairs.intersection(pairs):
        pages[pair] = max(pages.get(pair, 0), 1)
    return pages
