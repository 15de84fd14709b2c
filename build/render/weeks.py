"""A week's schedule as readers see it: day by day, morning, afternoon and evening apart."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple

from build.snapshot.weeks import monday_of

_WORKING_DAYS: Final = 5
_PARTS: Final = (("12:00", "Sáng"), ("18:00", "Chiều"), ("24:00", "Tối"))


class Happening(NamedTuple):
    """One event; ``time`` is empty where it lasts the whole day."""

    time: str
    what: str
    place: str
    leader: str
    attendees: str


class DayPart(NamedTuple):
    """The events of a morning, an afternoon, an evening, or of a whole day."""

    name: str
    events: list[Happening]


class Day(NamedTuple):
    """One day of the week; without parts where nothing is planned."""

    date: date
    parts: list[DayPart]


def week_days(events: Iterable[Mapping[str, Any]], week: date | None) -> list[Day]:
    """Monday to Friday, and what else of the week has events; no day where the week is not known."""
    if week is None:
        return []
    first, found = monday_of(week), in_order(events)
    by_day = {day: list(group) for day, group in groupby(found, key=lambda event: event["day"])}
    return [
        Day(first + timedelta(days=number - 1), _parts(by_day.get(number, [])))
        for number in range(1, 8)
        if number <= _WORKING_DAYS or number in by_day
    ]


def in_order(events: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """``events`` by day and time, those of a whole day before all else of it."""
    return sorted(events, key=lambda event: (event["day"], event["start"]))


def _parts(events: Iterable[Mapping[str, Any]]) -> list[DayPart]:
    groups = groupby(events, key=lambda event: _part(event["start"]))
    return [DayPart(name, [_happening(event) for event in group]) for name, group in groups]


def _part(start: str) -> str:
    return next(name for end, name in _PARTS if start < end) if start else "Cả ngày"


def _happening(event: Mapping[str, Any]) -> Happening:
    time = "–".join(filter(None, (event["start"], event["end"])))
    return Happening(time, *(event[name] for name in ("what", "place", "leader", "attendees")))
