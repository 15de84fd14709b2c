"""A section's schedules as an iCalendar file (RFC 5545), to be followed by telephones and office programs.

Written here and not by the ``icalendar`` package: that takes 7 ms for 40 events, as long as a dozen pages,
and its bytes may change with its releases. The tests read these files with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from build.render.item import Item, written
from build.render.records import LinkedSection
from build.render.schedules import CALENDAR, of_newest_weeks
from build.render.site_plan import SitePlan
from build.render.views import ShownPage
from build.render.weeks import in_order
from build.snapshot.schema import digest

WEEKS: Final = 13
"""A quarter of a year; what lies further back is on the site."""
ZONE: Final = "Asia/Ho_Chi_Minh"
_LONGEST_LINE: Final = 75
_SPECIAL: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_HEAD: Final = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Lien Thong//Lich lam viec//VI",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
)
_ZONE: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""Since 13 June 1975 (IANA's time zone database)."""


def items(plan: SitePlan) -> Iterator[Item]:
    """A file for each section that has schedules."""
    for key, found in plan.schedules.items():
        yield _item(plan, plan.site.section_at[key], of_newest_weeks(found, WEEKS))


def _item(plan: SitePlan, section: LinkedSection, found: Sequence[tuple[date, ShownPage]]) -> Item:
    name = f"{section.title} – {plan.site.unit.full_name}"
    key = plan.key("calendar", name, [page.main_key for _, page in found])
    return written(f"{section.url[1:]}{CALENDAR}", key, lambda: calendar(name, found))


def calendar(name: str, found: Sequence[tuple[date, ShownPage]]) -> bytes:
    """The file of all events of schedules, each with its week's Monday; the same whatever the hour."""
    lines = [*_HEAD, f"X-WR-CALNAME:{_text(name)}", f"X-WR-TIMEZONE:{ZONE}", *_ZONE]
    for monday, page in found:
        lines += _events(monday, page)
    return b"".join(map(_folded, [*lines, "END:VCALENDAR"]))


def _events(monday: date, page: ShownPage) -> Iterator[str]:
    groups = groupby(in_order(page.events()), key=lambda event: (event["day"], event["start"]))
    for (number, start), group in groups:
        day = monday + timedelta(days=number - 1)
        for place, event in enumerate(group):
            yield from ("BEGIN:VEVENT", f"UID:{_uid(page, day, start, place)}")
            yield from _event(page, day, event)
            yield "END:VEVENT"


def _uid(page: ShownPage, day: date, start: str, place: int) -> str:
    """The same on every site and after every edit that leaves the event at its hour."""
    shown = page.shown
    when = f"{day:%Y%m%d}T{start.replace(':', '') or 'day'}-{place}"
    slot = digest(f"{shown.origin}/{shown.section}/{shown.slug}".encode())[:16]
    return f"{when}.{slot}@{page.origin.hostname}"


def _event(page: ShownPage, day: date, event: Mapping[str, Any]) -> Iterator[str]:
    edited = _moment(page.shown.modified_at or page.shown.published_at)
    yield from (f"DTSTAMP:{edited}", f"LAST-MODIFIED:{edited}")
    if event["start"]:
        yield f"DTSTART;TZID={ZONE}:{_local(day, event['start'])}"
        if event["end"]:
            yield f"DTEND;TZID={ZONE}:{_local(day, event['end'])}"
    else:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"SUMMARY:{_text(event['what'])}"
    if event["place"]:
        yield f"LOCATION:{_text(event['place'])}"
    said = (("Chủ trì", event["leader"]), ("Thành phần", event["attendees"]))
    if about := "\n".join(f"{label}: {value}" for label, value in said if value):
        yield f"DESCRIPTION:{_text(about)}"
    yield f"URL:{page.canonical_url}"


def _local(day: date, time: str) -> str:
    return f"{day:%Y%m%d}T{time.replace(':', '')}00"


def _moment(moment: str | None) -> str:
    when = datetime.fromisoformat(moment).astimezone(UTC) if moment else datetime(1970, 1, 1, tzinfo=UTC)
    return f"{when:%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    return value.translate(_SPECIAL)


def _folded(line: str) -> bytes:
    """The line's octets, none in a row longer than 75, no letter cut in two."""
    whole = line.encode()
    if len(whole) <= _LONGEST_LINE:
        return whole + b"\r\n"
    rows = [b""]
    for letter in line:
        octets = letter.encode()
        if len(rows[-1]) + len(octets) > _LONGEST_LINE:
            rows.append(b" ")
        rows[-1] += octets
    return b"\r\n".join(rows) + b"\r\n"
