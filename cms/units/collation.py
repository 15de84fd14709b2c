"""The order of the Vietnamese alphabet: a ă â b c d đ e ê …, and of one letter by its tone.

Tones count only where all letters are the same: without one, then huyền, hỏi, ngã, sắc, nặng. This is the
order of ICU's Vietnamese collation, which PostgreSQL brings along; SQLite is taught it here.
"""

import unicodedata
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F
from django.db.models.functions import Collate

COLLATION: Final = "vi-x-icu"
"""Its name in both databases."""

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS: Final = {letter: chr(0x100 + rank) for rank, letter in enumerate(_LETTERS)}
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"


def vietnamese_order(text: str) -> tuple[str, tuple[int, ...], str]:
    """What ``text`` is sorted by; digits and signs come before letters."""
    letters, tones = [], []
    for mark in unicodedata.normalize("NFC", text.lower()):
        parts = unicodedata.normalize("NFD", mark)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        letters.append(_RANKS.get(letter, letter))
        tones.append(max(_TONES.find(part) + 1 for part in parts))
    return "".join(letters), tuple(tones), text


def in_vietnamese_order(field: str) -> Collate:
    """For ``order_by``: the rows by the words of ``field``."""
    return Collate(F(field), COLLATION)


def teach_order(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give SQLite the order under the name that PostgreSQL knows it by."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compared)


def _compared(one: str, other: str) -> int:
    first, second = vietnamese_order(one), vietnamese_order(other)
    return (first > second) - (first < second)
