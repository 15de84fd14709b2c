"""The events of a week's schedule: how they are written on a line, and what they may not be. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from build.snapshot.page_types import WEEKDAYS
from cms.pages.one_line import one_line, texts_on
from cms.units.folding import folded

TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
"""A time of day as it is stored."""
TIME_FAULT: Final = "Không đọc được giờ này; hãy ghi như 07:30 hoặc 7h30."

_TYPED = re.compile(r"(\d{1,2})\s*(?:h|g|giờ|[:.])\s*(\d{1,2})?\s*(?:phút|ph?|['’])?", re.IGNORECASE)
_WHOLE_DAY: Final = "cả ngày"
_SAID: Final = ("what", "place", "leader", "attendees")
_RANGE = re.compile(r"\s*[-–]\s*")
_NUMBERS: Final = frozenset(map(str, range(1, len(WEEKDAYS) + 1)))
_DAYS: Final = {folded(name): number for number, name in enumerate(WEEKDAYS, 1)}


def time_of(text: str) -> str | None:
    """The time of day that somebody wrote ("7h30", "07:30", "7 giờ"), as it is stored; None for no time."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    time = f"{int(found[1]):02}:{int(found[2] or 0):02}"
    return time if TIME.fullmatch(time) else None


def event_faults(event: Mapping[str, Any]) -> dict[str, str]:
    """Why an event cannot be in a schedule, by key, each as one sentence to its editor."""
    faults = {}
    if str(event["day"]) not in _NUMBERS:
        faults["day"] = "Ngày phải là một ngày trong tuần, từ 1 (thứ Hai) đến 7 (Chủ nhật)."
    if not event["what"].strip():
        faults["what"] = "Hãy ghi nội dung công việc."
    faults |= {key: TIME_FAULT for key in ("start", "end") if event[key] and not TIME.fullmatch(event[key])}
    if not faults and event["end"] and event["end"] <= event["start"]:
        faults["end"] = "Giờ kết thúc phải sau giờ bắt đầu."
    if event["end"] and not event["start"]:
        faults["start"] = "Đã ghi giờ kết thúc thì phải ghi giờ bắt đầu; việc cả ngày thì để trống cả hai."
    return faults


def event_line(event: dict[str, Any]) -> str:
    """An event on one line: day; hours; what; where; who leads; who attends."""
    hours = "–".join(filter(None, (event["start"], event["end"]))) or _WHOLE_DAY
    return one_line((WEEKDAYS[event["day"] - 1], hours, *(event[key] for key in _SAID)))


def event_of(line: str) -> dict[str, Any] | None:
    """The event on a line; None where it does not say a day, hours and what."""
    given = texts_on(line, len(_SAID) + 2)
    day, hours = _DAYS.get(folded(given[0])), _hours(given[1])
    if day is None or hours is None:
        return None
    event = {"day": day, "start": hours[0], "end": hours[1], **dict(zip(_SAID, given[2:], strict=True))}
    return None if event_faults(event) else event


def _hours(text: str) -> tuple[str, str] | None:
    if folded(text) == folded(_WHOLE_DAY):
        return "", ""
    times = [time_of(part) for part in _RANGE.split(text)]
    if not 1 <= len(times) <= 2 or None in times:
        return None
    return times[0] or "", (*times, "")[1] or ""
