"""What changed between two versions of a field, as words that stayed, came and went."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

_WORDS: Final = re.compile(r"\s+|[^\s]+")


class Piece(NamedTuple):
    """A stretch of text that is the same in both versions, or only in one."""

    kind: Literal["same", "added", "removed"]
    text: str


def differences(old: Sequence[str], new: Sequence[str]) -> list[list[Piece]]:
    """The paragraphs of both versions in order; within those that were changed, word by word."""
    found: list[list[Piece]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, come = old[old_from:old_to], new[new_from:new_to]
        if tag == "equal":
            found += [[Piece("same", text)] for text in gone]
            continue
        both = min(len(gone), len(come))
        found += [_words(before, after) for before, after in zip(gone[:both], come[:both], strict=True)]
        found += [[Piece("removed", text)] for text in gone[both:]]
        found += [[Piece("added", text)] for text in come[both:]]
    return found


def one_version(
    paragraphs: Iterable[Sequence[Piece]], kind: Literal["added", "removed"]
) -> list[list[Piece]]:
    """Of ``differences`` the new version ("added") or the old one, whole, without a word of the other."""
    kept = ([piece for piece in paragraph if piece.kind in ("same", kind)] for paragraph in paragraphs)
    return [paragraph for paragraph in kept if paragraph]


def _words(old: str, new: str) -> list[Piece]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[old_from:old_to])))
        else:
            pieces += _changed(before[old_from:old_to], after[new_from:new_to])
    return pieces


def _changed(gone: Iterable[str], come: Iterable[str]) -> Iterator[Piece]:
    removed, added = "".join(gone), "".join(come)
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
