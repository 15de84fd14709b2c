"""A file of JSON Lines, read one line at a time into records that are right in themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from cms.exchange.faults import ChangedFileError, Fault
from cms.exchange.lines import Key, Line, PageLine
from cms.exchange.parse_decision import parse_decision, parse_section
from cms.exchange.parse_files import SourceFiles
from cms.exchange.parse_page import parse_page
from cms.exchange.places import Places
from cms.exchange.shapes import Keys, shown

LONGEST = 10 * 1024 * 1024
"""The most bytes that one line may have: a page of ten million letters is a mistake."""


@dataclass(frozen=True, slots=True)
class Found:
    """One line's record; ``offset`` is where the line begins, so that it can be read again."""

    number: int
    offset: int
    record: Line
    sleeping: bool

    @property
    def key(self) -> Key:
        """What no other line may be about."""
        return self.record.slot if isinstance(self.record, PageLine) else self.record.key


class Reader:
    """Reads the lines of one file; what is wrong with them is collected in ``faults``.

    ``sources`` says where the files that lines name are to be read from, ``named_at`` which line named
    each first; ``doubtful`` are the pages, by code, section and slug, whose lines are wrong.
    """

    def __init__(self, path: Path, places: Places) -> None:
        self.path, self.places = path, places
        self.faults: list[Fault] = []
        self.sources: SourceFiles = {}
        self.named_at: dict[str, int] = {}
        self.doubtful: set[tuple[str, ...]] = set()
        self._first: dict[tuple[type, Key], int] = {}

    def read(self, progress: Callable[[int], object]) -> Iterator[Found]:
        """Every line that is right in itself; ``progress`` is told how many bytes each took."""
        with self.path.open("rb") as file:
            number = offset = 0
            while raw := file.readline(LONGEST):
                number += 1
                found = self._found(number, offset, raw)
                if found and not self._twice(found):
                    yield found
                offset += len(raw) + _skip_rest(file, raw)
                progress(len(raw))

    def read_again(self, offset: int) -> PageLine:
        """The page of the line that begins at ``offset`` and was right when it was read before.

        ChangedFileError if it no longer is.
        """
        with self.path.open("rb") as file:
            file.seek(offset)
            found = self._found(0, offset, file.readline(LONGEST))
        if found is None or not isinstance(found.record, PageLine):
            raise ChangedFileError(f"{self.path} was changed while it was read; import it again.")
        return found.record

    def _found(self, number: int, offset: int, raw: bytes) -> Found | None:
        if not raw.strip():
            return None
        wrong: list[str] = []
        data = _object(raw, wrong)
        record, sleeping = (None, False) if data is None else self._record(Keys(data, wrong))
        if wrong and data and data.get("kind") == "page":
            self.doubtful.add(tuple(str(data.get(name)) for name in ("unit", "section", "slug")))
        self.faults += [Fault(number, sentence) for sentence in wrong]
        if len(self.sources) > len(self.named_at):
            self.named_at = {path: self.named_at.get(path, number) for path in self.sources}
        return Found(number, offset, record, sleeping) if record and not wrong else None

    def _record(self, keys: Keys) -> tuple[Line | None, bool]:
        kind = keys.take("kind")
        if kind == "page":
            return parse_page(keys, self.places, self.sources), False
        if kind == "decision":
            sleeping = keys.flag("sleeping")
            return parse_decision(keys, self.places), sleeping
        if kind == "section":
            sleeping = keys.flag("sleeping")
            return parse_section(keys, self.places, sleeping), sleeping
        keys.refuse(f"kind is {shown(kind)}; it must be page, decision or section")
        return None, False

    def _twice(self, found: Found) -> bool:
        first = self._first.setdefault((type(found.record), found.key), found.number)
        if first != found.number:
            self.faults.append(Fault(found.number, f"says again what line {first} is about; keep one"))
        return first != found.number


def _skip_rest(file: BinaryIO, raw: bytes) -> int:
    """The bytes of a line that is too long, beyond the part of it that was read."""
    skipped = 0
    while len(raw) == LONGEST and not raw.endswith(b"\n"):
        raw = file.readline(LONGEST)
        skipped += len(raw)
    return skipped


def _object(raw: bytes, wrong: list[str]) -> dict[str, Any] | None:
    if len(raw) >= LONGEST and not raw.endswith(b"\n"):
        wrong.append(f"is longer than {LONGEST // 1024 // 1024} MB; no page needs that")
        return None
    try:
        data = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        wrong.append(f"is not JSON: {error}")
        return None
    if not isinstance(data, dict):
        wrong.append("is not a JSON object")
        return None
    return data
