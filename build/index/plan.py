"""From what somebody typed to weighted terms: the same for every engine, which only adds up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Final, Literal

from build.index.spelling import Correction, Vocabulary, corrections
from build.index.text import compose, exact, fold, pairs, words
from build.index.wording import matching, weight

LONGEST: Final = 200
MOST_WORDS: Final = 40
Part = Literal["title", "body"]
Form = Literal["exact", "folded", "pairs"]

FIELD_WEIGHTS: Final[dict[tuple[Part, Form], float]] = {
    ("title", "exact"): 1.0,
    ("title", "folded"): 0.8,
    ("title", "pairs"): 2.2,
    ("body", "exact"): 0.6,
    ("body", "folded"): 0.5,
    ("body", "pairs"): 1.2,
}
"""What a term counts in each part and form; tuned on questions of our own."""

EXPANSION_WEIGHTS: Final = {"abbreviation": (0.8, 0.8), "wording": (0.4, 0.7)}
"""What the words and the pairs of another wording count beside those of the question itself."""
NUMBER: Final = re.compile(r"\b\d+(?:/\d{4})?/[^\W\d_]+(?:-[^\W\d_]+)*")
"""A document's number, as 413/QĐ-UBND or 17/2024/NĐ-CP: one name, whatever its letters mean elsewhere."""
NUMBERED: Final = 2.0
"""What the pairs of a number count beside those of other words."""
SURE: Final = 0.9
UNSURE: Final = 0.4
ASKING: Final = 0.1
"""Words that weigh no more than this only ask; they count where there is nothing else."""


FEW_PAGES: Final = 300
"""What is on no more pages than this is never too common."""
COMMON: Final = 0.02
"""A term on a greater share of the pages than this does not tell them apart."""
MOST_TERMS: Final = 60
"""The terms of a question that say most are looked for, no more than these."""
TELLS: Final = 0.25
SHARED: Final = 0.1
"""The common pair of most worth tells pages apart too, if it is on no greater share of the pages than
``SHARED`` and worth ``TELLS`` of the best term: where each of many communes has a site, what everybody asks
for is on pages of each. A second pair would find nothing more of that, and takes a tenth of the time."""
NO_RARER: Final = 1.5
"""Where all terms are common, those up to so many times as common as the rarest tell pages apart."""
MOST_PAGES: Final[dict[Part, float]] = {"title": 0.7, "body": 0.35}
"""A term on a greater share of the pages than this is not worth looking for in that part."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word or pair to look for, and what finding it is worth.

    Only ``telling`` terms find pages; the others, which too many pages have, only help to rank them, and
    the commonest only where they stand in ``parts``.
    """

    form: Form
    word: str
    weight: float
    telling: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Plan:
    """What to look for. ``exact`` and ``folded`` are the words to mark in what is found, with their weights.

    ``guessed`` are folded words that were corrected, so that their marks are not known. ``asked`` are the
    words as typed, ``meant`` the folded ones that were probably meant; empty where nothing is doubted.
    """

    terms: tuple[Term, ...]
    exact: dict[str, float]
    folded: dict[str, float]
    guessed: frozenset[str]
    cut: bool
    asked: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()


def shorten(text: str) -> tuple[str, bool]:
    """The part of ``text`` that is searched for, and whether something was left out."""
    composed = compose(text)
    found = words(composed[:LONGEST])
    cut = len(composed) > LONGEST or len(found) > MOST_WORDS
    return " ".join(found[:MOST_WORDS]), cut


def _numbers(text: str) -> list[tuple[int, int]]:
    """Where documents' numbers stand among the words of ``text``."""
    composed = compose(text)[:LONGEST]
    found = ((words(composed[: match.start()]), words(match[0])) for match in NUMBER.finditer(composed))
    return [(len(before), len(before) + len(number)) for before, number in found]


def plan(text: str, vocabulary: Vocabulary) -> Plan:
    """The terms that ``text`` asks for; none where it has no letter or digit."""
    kept, cut = shorten(text)
    asked = words(kept)
    query = [exact(word) for word in asked]
    folded = [fold(word) for word in query]
    marked = query != folded
    corrected = corrections(folded, vocabulary) if query else []
    terms = _Terms(marked)
    terms.add(query, 1.0, 1.0)
    for correction in corrected:
        _add_correction(terms, folded, correction, marked)
    numbers = _numbers(text)
    for start, end in numbers:
        terms.add(query[start:end], 1.0, NUMBERED)
    for sequence in (query, _corrected(folded, corrected)):
        _add_expansions(terms, sequence, numbers)
    guessed = frozenset(word for correction in corrected for word in correction.words)
    return Plan(
        _told_apart(terms.chosen(), vocabulary),
        terms.marks("exact"),
        terms.marks("folded"),
        guessed,
        cut,
        tuple(asked),
        tuple(_corrected(folded, [correction for correction in corrected if correction.unknown])),
    )


class _Terms:
    """Collects terms; one that is asked for twice counts as the heavier of the two."""

    def __init__(self, marked: bool) -> None:
        self.marked = marked
        self.found: dict[tuple[Form, str], float] = {}

    def add(self, query: Sequence[str], factor: float, pair_factor: float, *, known: bool = False) -> None:
        """Add the words and pairs of ``query``; ``known`` says that its marks are the right ones."""
        folded = [fold(word) for word in query]
        weights = [weight(word, marked=known or self.marked) for word in query]
        for word, plain, own in zip(query, folded, weights, strict=True):
            if self.marked:
                self.put("exact", word, factor * own)
            self.put("folded", plain, factor * own)
        for at, pair in enumerate(pairs(folded)):
            self.put("pairs", pair, pair_factor * (weights[at] + weights[at + 1]) / 2)

    def put(self, form: Form, word: str, value: float) -> None:
        self.found[form, word] = max(value, self.found.get((form, word), 0.0))

    def chosen(self) -> Iterable[Term]:
        least = ASKING if any(value > ASKING for value in self.found.values()) else 0.0
        for (form, word), value in sorted(self.found.items()):
            if value > least:
                yield Term(form, word, round(value, 2), telling=True, parts=("title", "body"))

    def marks(self, form: Form) -> dict[str, float]:
        return {term.word: term.weight for term in self.chosen() if term.form == form}


def _told_apart(terms: Iterable[Term], vocabulary: Vocabulary) -> tuple[Term, ...]:
    """``terms`` with the common ones no longer telling; where all known ones are common, the rarest are."""
    found = list(terms)
    total = max(vocabulary.pages(), 1)
    pages = {
        **vocabulary.words_with(sorted({fold(term.word) for term in found if term.form != "pairs"})),
        **vocabulary.pages_with(sorted({term.word for term in found if term.form == "pairs"})),
    }
    counts = {term: pages.get(term.word if term.form == "pairs" else fold(term.word), 0) for term in found}
    worth = {term: term.weight * log(1 + total / count) if count else 0.0 for term, count in counts.items()}
    kept = sorted(found, key=worth.__getitem__, reverse=True)[:MOST_TERMS]
    shares = {term: _share(counts[term], total) for term in kept}
    rarest = min((share for term, share in shares.items() if counts[term]), default=0.0)
    least = max(COMMON, NO_RARER * rarest)
    enough = TELLS * max(worth.values(), default=0.0)
    shared = next(
        (
            term
            for term, share in shares.items()
            if term.form == "pairs" and least < share <= SHARED and worth[term] >= enough
        ),
        None,
    )
    return tuple(
        _judged(term, share, rarest, share <= least or term == shared) for term, share in shares.items()
    )


def _judged(term: Term, share: float, rarest: float, telling: bool) -> Term:
    if telling and rarest > COMMON:
        return term
    parts = tuple(part for part, most in MOST_PAGES.items() if share <= most)
    return replace(term, telling=telling, parts=parts)


def _share(pages: int, total: int) -> float:
    return pages / total if pages > FEW_PAGES else 0.0


def _add_correction(terms: _Terms, folded: Sequence[str], correction: Correction, marked: bool) -> None:
    at, factor = correction.position, SURE if correction.sure else UNSURE
    for rank, word in enumerate(correction.words, start=1):
        value = factor / rank * weight(word, marked=marked)
        terms.put("folded", word, value)
        for neighbour in folded[max(at - 1, 0) : at]:
            terms.put("pairs", f"{neighbour}_{word}", value)
        for neighbour in folded[at + 1 : at + 2]:
            terms.put("pairs", f"{word}_{neighbour}", value)


def _corrected(folded: Sequence[str], corrected: Sequence[Correction]) -> list[str]:
    """The query as it was probably meant, without marks; empty when nothing sure was found."""
    meant = {correction.position: correction.words[0] for correction in corrected if correction.sure}
    return [meant.get(at, word) for at, word in enumerate(folded)] if meant else []


def _add_expansions(terms: _Terms, query: Sequence[str], numbers: Iterable[tuple[int, int]]) -> None:
    for start, end, rule in matching(query):
        if any(start < last and first < end for first, last in numbers):
            continue
        if not terms.marked and end - start == 1 and fold(rule.words[0]) != rule.words[0]:
            continue  # one syllable without marks may be many words: bao is bão, but also bao nhiêu
        factor, pair_factor = EXPANSION_WEIGHTS[rule.kind]
        phrase = [exact(word) for word in words(rule.phrase)]
        terms.add(phrase, factor, pair_factor, known=True)
