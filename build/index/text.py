"""One Vietnamese analysis for all engines: how text becomes the words and pairs that are indexed.

A word has two forms. The *exact* one keeps its marks, but not the ways in which people write one
syllable differently: decomposed letters, capitals, where the tone stands (hoà, hòa), i or y at the end
(kĩ, kỹ). The *folded* one has no marks at all (hoa, ki). Pairs are neighbouring folded words: most
Vietnamese terms are two syllables long, and the pair says what the single syllables do not.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

WORD: Final = re.compile(r"[^\W_]+")
"""A run of letters and digits, in composed (NFC) text."""

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_VOWEL: Final = re.compile("[aeiouy][\u0302\u0306\u031b]?")
_FINAL_Y: Final = re.compile(r"^(qu|[bcdđghklmnpqrstvx]+)y$")
_CACHED_WORDS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text as the engines index it: each field is words separated by one space."""

    exact: str
    folded: str
    pairs: str


def compose(text: str) -> str:
    """``text`` in composed letters (NFC), as all positions and words here are meant."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> list[str]:
    """The words of ``text`` as written, composed."""
    return WORD.findall(compose(text))


@lru_cache(_CACHED_WORDS)
def exact(word: str) -> str:
    """``word`` with its marks in the one way we write them: equal for all spellings of a syllable."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    plain = _FINAL_Y.sub(r"\1i", plain)
    if len(tones) != 1:
        return plain if not tones else unicodedata.normalize("NFC", letters)
    return _with_tone(plain, tones[0])


def _with_tone(plain: str, tone: str) -> str:
    spread = unicodedata.normalize("NFD", plain)
    vowel = _VOWEL.search(spread)
    at = vowel.end() if vowel else len(spread)
    return unicodedata.normalize("NFC", spread[:at] + tone + spread[at:])


@lru_cache(_CACHED_WORDS)
def fold(word: str) -> str:
    """``word`` without marks, in small letters: what somebody types who has no Vietnamese keyboard."""
    letters = unicodedata.normalize("NFD", exact(word))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("đ", "d")
    return _FINAL_Y.sub(r"\1i", plain)


def pairs(folded: Sequence[str]) -> list[str]:
    """Every two neighbours of ``folded`` as one term."""
    return [f"{first}_{second}" for first, second in pairwise(folded)]


def analyse(text: str) -> Analysed:
    """``text`` in the three forms that are indexed."""
    found = words(text)
    folded = [fold(word) for word in found]
    return Analysed(" ".join(map(exact, found)), " ".join(folded), " ".join(pairs(folded)))
