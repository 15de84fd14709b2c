"""Three-way merge of lists of parts: what two sides made of one base, joined where they do not collide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Parts on which nobody disagrees: untouched, changed by one side, or by both in the same way."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class Conflict:
    """What each side made of the same parts of the base."""

    base: Parts
    mine: Parts
    theirs: Parts


Merged = list[Agreed | Conflict]


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Merged:
    """The parts in order, as far as both sides agree, with a conflict wherever they do not.

    With no change on one side it is the other side, whole and without a conflict.
    """
    merged: Merged = []
    for chunk in _chunks(tuple(base), tuple(mine), tuple(theirs)):
        found = _settled(chunk)
        if isinstance(found, Agreed) and merged and isinstance(merged[-1], Agreed):
            merged[-1] = Agreed(merged[-1].parts + found.parts)
        elif not isinstance(found, Agreed) or found.parts:
            merged.append(found)
    return merged


def has_conflicts(merged: Merged) -> bool:
    """Whether somebody has to choose."""
    return any(isinstance(chunk, Conflict) for chunk in merged)


def parts_of(merged: Merged, mark: "Marks") -> list[str]:
    """The parts in one list, both sides of every conflict between marks."""
    parts: list[str] = []
    for chunk in merged:
        if isinstance(chunk, Agreed):
            parts += chunk.parts
        else:
            parts += [mark.mine, *chunk.mine, mark.theirs, *chunk.theirs, mark.end]
    return parts


class Marks(NamedTuple):
    """The parts that stand around the two sides of a conflict."""

    mine: str
    theirs: str
    end: str


def _settled(chunk: Conflict) -> Agreed | Conflict:
    if chunk.theirs in (chunk.mine, chunk.base):
        return Agreed(chunk.mine)
    return Agreed(chunk.theirs) if chunk.mine == chunk.base else chunk


def _chunks(base: Parts, mine: Parts, theirs: Parts) -> Iterator[Conflict]:
    """All three cut at what is the same in all of them; pieces that differ and pieces that do not."""
    at_base = at_mine = at_theirs = 0
    for run in _common_runs(base, mine, theirs):
        yield Conflict(base[at_base : run.base], mine[at_mine : run.mine], theirs[at_theirs : run.theirs])
        same = base[run.base : run.base + run.length]
        yield Conflict(same, same, same)
        at_base, at_mine, at_theirs = run.base + run.length, run.mine + run.length, run.theirs + run.length
    yield Conflict(base[at_base:], mine[at_mine:], theirs[at_theirs:])


class _Run(NamedTuple):
    base: int
    mine: int
    theirs: int
    length: int


def _common_runs(base: Parts, mine: Parts, theirs: Parts) -> Iterator[_Run]:
    """The stretches of the base that both sides kept, in order."""
    in_mine, in_theirs = _kept(base, mine), _kept(base, theirs)
    one = other = 0
    while one < len(in_mine) and other < len(in_theirs):
        (base_mine, at_mine, length_mine), (base_theirs, at_theirs, length_theirs) = (
            in_mine[one],
            in_theirs[other],
        )
        start = max(base_mine, base_theirs)
        end = min(base_mine + length_mine, base_theirs + length_theirs)
        if start < end:
            yield _Run(start, at_mine + start - base_mine, at_theirs + start - base_theirs, end - start)
        if base_mine + length_mine < base_theirs + length_theirs:
            one += 1
        else:
            other += 1


def _kept(base: Parts, side: Parts) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return [(found.a, found.b, found.size) for found in matcher.get_matching_blocks() if found.size]
