"""How good a ranking is, and the ways in which people type one question."""

import random
import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from build.index.spelling import ALPHABET

SHORTEST: Final = 3


def recall(found: Sequence[str], relevant: AbstractSet[str], depth: int = 10) -> float:
    """The share of ``relevant`` (not empty) among the first ``depth`` of ``found``."""
    return len(relevant & set(found[:depth])) / len(relevant)


def reciprocal_rank(found: Sequence[str], relevant: AbstractSet[str]) -> float:
    """1 divided by the place of the first of ``relevant``; 0 where there is none."""
    return next((1 / place for place, document in enumerate(found, start=1) if document in relevant), 0.0)


def without_marks(text: str) -> str:
    """``text`` as typed without a Vietnamese keyboard."""
    letters = unicodedata.normalize("NFD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.replace("đ", "d").replace("Đ", "D")


def with_one_typo(text: str, seed: int) -> str:
    """``text`` with one letter left out, swapped with the next, changed or added in one word."""
    chance = random.Random(seed)  # noqa: S311  a repeatable choice, not a secret
    words = text.split()
    long_enough = [at for at, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
    if not long_enough:
        return text
    at = chance.choice(long_enough)
    words[at] = _slip(words[at], chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    letter = chance.choice(ALPHABET)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + letter + word[at:],
        ]
    )
