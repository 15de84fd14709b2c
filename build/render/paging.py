"""A list that is too long for one file, in runs of one length."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def runs(items: Sequence[T], length: int) -> list[Sequence[T]]:
    """``items`` in their order, ``length`` in each run but the last; one empty run where there are none."""
    return [items[at : at + length] for at in range(0, len(items), length)] or [items]


def runs_from_last(items: Sequence[T], length: int) -> list[Sequence[T]]:
    """``items`` in their order, ``length`` in each run but the first; half as many to half more in that.

    They are counted from the last: one that is added before all others changes the first run and no other.
    """
    half = length // 2
    first = half + (len(items) - half) % length
    return [items[:first], *(items[at : at + length] for at in range(first, len(items), length))]
