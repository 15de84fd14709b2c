"""The iCalendar file of a section: read by a parser of its own, the same whenever it is made."""

from datetime import date, datetime, timedelta, timezone

import icalendar
import msgspec
import pytest

from build.snapshot.schema import Shown
from tests.samples.filled import EVENT, schedule, with_pages
from tests.samples.snapshots import Example

VIETNAM = timezone(timedelta(hours=7))
LONG = "Họp Hội đồng đăng ký đất đai; xét hồ sơ, ý kiến \\ kiến nghị của các hộ khu dân cư Ninh Chấp 5"


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Example:
    found = Example(tmp_path_factory.mktemp("lich"))
    with_pages(
        found,
        "lich-lam-viec",
        schedule("2025-04-14", EVENT),
        schedule(
            "2025-04-23",
            EVENT | {"day": 3, "start": "", "end": "", "what": "Tiếp công dân"},
            EVENT
            | {"what": LONG, "place": "Phòng họp, tầng 2", "leader": "Chủ tịch", "attendees": "Các ban"},
            EVENT | {"what": "Việc khác cùng giờ", "end": ""},
        ),
    )
    found.render()
    return found


@pytest.fixture(scope="module")
def content(example) -> bytes:
    return example.files()["lich-lam-viec/lich.ics"]


@pytest.fixture(scope="module")
def events(content) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    found = calendar.walk("VEVENT")
    assert not [event.errors for event in found if event.errors]
    return {str(event["SUMMARY"]): event for event in found}


def test_an_event_has_its_day_hours_and_words(events):
    found = events[LONG]
    assert found.decoded("DTSTART") == datetime(2025, 4, 21, 8, tzinfo=VIETNAM)
    assert found.decoded("DTEND") == datetime(2025, 4, 21, 10, tzinfo=VIETNAM)
    assert str(found["LOCATION"]) == "Phòng họp, tầng 2"
    assert str(found["DESCRIPTION"]) == "Chủ trì: Chủ tịch\nThành phần: Các ban"
    assert events["Tiếp công dân"].decoded("DTSTART") == date(2025, 4, 23)
    assert "DTEND" not in events["Việc khác cùng giờ"]


def test_every_event_has_an_identity_of_its_own_and_the_moment_of_its_page(events):
    assert len({str(event["UID"]) for event in events.values()}) == len(events) == 4
    assert {event.decoded("DTSTAMP").isoformat() for event in events.values()} == {
        "2025-01-01T00:00:00+00:00"
    }


def test_lines_end_and_are_folded_as_the_standard_asks(content):
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") for line in lines)


def test_an_edit_keeps_identities_and_changes_the_pages_that_hold_it(example, events):
    before = example.files()
    (first, *_) = [page for page in example.unit.shown if page.section == "lich-lam-viec"]
    edited = example.add(schedule("2025-04-14", EVENT | {"what": "Họp giao ban"}))
    shown = tuple(
        msgspec.structs.replace(page, document=edited) if page == first else page
        for page in example.unit.shown
    )
    kept: tuple[Shown, ...] = example.unit.shown
    example.change(shown=shown)
    example.render()
    after = example.files()
    changed = {path for path in after if after[path] != before.get(path) and not path.startswith("_")}
    found = icalendar.Calendar.from_ical(after["lich-lam-viec/lich.ics"]).walk("VEVENT")
    assert {str(event["UID"]) for event in found} == {str(event["UID"]) for event in events.values()}
    assert "lich-lam-viec/lich.ics" in changed
    assert "thong-bao/index.html" in after
    assert not {path for path in changed if path.startswith("thong-bao/")}
    example.change(shown=kept)


def test_a_week_may_have_several_schedules(tmp_path):
    several = Example(tmp_path)
    weeks = [schedule(day, EVENT) for day in ("2025-04-14", "2025-04-21", "2025-04-22", "2025-04-07")]
    with_pages(several, "lich-lam-viec", *weeks)
    several.render()
    front = several.files()["lich-lam-viec/index.html"].decode()
    assert front.count('<table class="week"') == 3
    assert "2025-04-14" in front


def test_a_section_without_schedules_has_no_calendar(example):
    assert [path for path in example.files() if path.endswith(".ics")] == ["lich-lam-viec/lich.ics"]


def test_its_front_shows_the_latest_week_first_and_where_to_subscribe(example):
    front = example.files()["lich-lam-viec/index.html"].decode()
    assert 0 < front.find("2025-04-21") < front.find("2025-04-14")
    assert "webcal://" in front
