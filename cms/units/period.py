"""The time in which a unit is in force: from a first day up to, and without, a last boundary."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """``start`` is the first day in force; ``end`` the first day no longer so, None while open."""

    start: date
    end: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it ends before it has begun."""
        return self.end is not None and self.end <= self.start

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether some day lies in both."""
        starts_in_time = other.end is None or self.start < other.end
        return starts_in_time and (self.end is None or other.start < self.end)

    def ends_after(self, other: "Period") -> bool:
        """Whether it still runs when ``other`` has ended."""
        return other.end is not None and (self.end is None or self.end > other.end)

    def __str__(self) -> str:
        return f"from {self.start}" if self.end is None else f"from {self.start} to {self.end}"
