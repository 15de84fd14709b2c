"""What words of a question are worth, and what else they may be called: the tables as data.

Everything here is applied to queries only, so a table can be changed without indexing anything again.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal

from build.index.text import exact, fold, pairs, words

TABLES: Final = Path(__file__).parent / "tables"
Kind = Literal["abbreviation", "wording"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Where ``words`` stand in a query, ``phrase`` may stand on the page it asks for."""

    words: tuple[str, ...]
    phrase: str
    kind: Kind


@dataclass(frozen=True)
class Tables:
    """The tables, read once: weights by exact and by folded word, rules by their folded words."""

    weights: dict[str, float]
    folded_weights: dict[str, float]
    rules: dict[tuple[str, ...], list[Rule]]
    longest: int
    known_words: frozenset[str]
    known_pairs: frozenset[str]


@lru_cache(1)
def tables() -> Tables:
    """The tables that come with the project."""
    weights = _weights(_read("stopwords"))
    folded: dict[str, float] = {}
    for word, weight in weights.items():
        folded[fold(word)] = min(weight, folded.get(fold(word), 1.0))
    rules: dict[tuple[str, ...], list[Rule]] = {}
    wordings = (_wording(_read(file.stem)) for file in sorted(TABLES.glob("wording*.toml")))
    for rule in chain(_abbreviations(_read("abbreviations")), *wordings):
        rules.setdefault(tuple(map(fold, rule.words)), []).append(rule)
    return Tables(
        weights=weights,
        folded_weights=folded,
        rules=rules,
        longest=max(map(len, rules)),
        known_words=frozenset(word for key in rules for word in key) | folded.keys(),
        known_pairs=frozenset(pair for key in rules for pair in pairs(key)),
    )


def weight(word: str, *, marked: bool) -> float:
    """What a word of a query counts, from 0 to 1; ``marked`` says whether the query has any marks.

    Without marks "bi" may be bị, which only asks, or bí, which does not: then it weighs twice as much.
    """
    if marked:
        return tables().weights.get(exact(word), 1.0)
    return min(2 * tables().folded_weights.get(fold(word), 1.0), 1.0)


def matching(query: Sequence[str]) -> Iterator[tuple[int, int, Rule]]:
    """The rules whose words stand in ``query`` (exact words): start, end and rule, longest only."""
    folded = [fold(word) for word in query]
    found = [
        (start, end, rule)
        for start in range(len(query))
        for end in range(start + 1, min(start + tables().longest, len(query)) + 1)
        for rule in tables().rules.get(tuple(folded[start:end]), ())
        if _meant(query[start:end], rule.words)
    ]
    spans = {(start, end) for start, end, _ in found}
    for start, end, rule in found:
        if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans):
            yield start, end, rule


def _meant(written: Sequence[str], rule: Sequence[str]) -> bool:
    """Whether each written word is the rule's, or could be it, marks left out."""
    return all(word in (own, fold(own)) for word, own in zip(written, rule, strict=True))


def _read(name: str) -> dict[str, Any]:
    with (TABLES / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _weights(table: dict[str, Any]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for group in table["group"]:
        for word in words(group["words"]):
            weights[exact(word)] = min(group["weight"], weights.get(exact(word), 1.0))
    return weights


def _abbreviations(table: dict[str, Any]) -> Iterator[Rule]:
    for group in table.values():
        for short, meanings in group.items():
            for meaning in meanings:
                yield Rule(_words(short), meaning, "abbreviation")
                yield Rule(_words(meaning), short, "abbreviation")


def _wording(table: dict[str, Any]) -> Iterator[Rule]:
    for group in table.values():
        for said, officials in group.items():
            for official in officials:
                yield Rule(_words(said), official, "wording")


def _words(text: str) -> tuple[str, ...]:
    return tuple(exact(word) for word in words(text))
