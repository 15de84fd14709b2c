"""A unit as a plain value: what tables hold, what the database holds, and what may be wrong with it."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from cms.units.period import Period

Key = tuple[str, date]
"""A unit's identity: its code and the day it came into force."""

FACTS: Final = ("address", "phone", "email", "hours", "leader", "former_names")


@dataclass(frozen=True, kw_only=True)
class UnitRecord:
    """A unit as it stands or is to stand; ``parent`` is the identity of the unit above."""

    code: str
    valid_from: date
    name: str
    full_name: str
    kind: str
    tier: str
    valid_to: date | None = None
    parent: Key | None = None
    hostname: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    leader: str = ""
    former_names: str = ""

    @property
    def key(self) -> Key:
        """Its identity."""
        return self.code, self.valid_from

    @property
    def period(self) -> Period:
        """The time in which it is in force."""
        return Period(self.valid_from, self.valid_to)


@dataclass(frozen=True)
class Row:
    """One line of a table; the unit above is only named, and found later."""

    line: int
    unit: UnitRecord
    parent_code: str = ""


class Fault(NamedTuple):
    """One thing that is wrong in a table, in a sentence that says what to do."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


class FaultyTableError(ValueError):
    """A table cannot be taken over; ``faults`` has all that is wrong with it, by line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))
