"""What is wrong with a file, line by line."""

from collections.abc import Sequence
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong, and the line (from 1) that says it."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}"


class FaultyFileError(Exception):
    """A file that cannot be imported: ``faults`` are all that is wrong with it, in order of lines."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class EmptyFileError(Exception):
    """A file that says nothing, not even that something is to go; the message says what to do."""


class ChangedFileError(Exception):
    """A file that was changed between its two readings; the message says what to do."""
