"""The events of a week as clerks write them: hours in any spelling, no end before its start."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.pages.events import event_faults, event_line, event_of, time_of

EVENT = {"day": 1, "start": "08:00", "end": "", "what": "Họp", "place": "", "leader": "", "attendees": ""}
WORDS = st.text(
    st.one_of(st.sampled_from(";\\"), st.characters(exclude_categories=["C", "Z"])), min_size=1, max_size=9
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        *(("7h30", "07:30"), ("07:30", "07:30"), ("7 giờ 30 phút", "07:30"), ("7h30'", "07:30")),
        *(("14H", "14:00"), ("7.05", "07:05"), (" 9g ", "09:00"), ("0:00", "00:00")),
        *(("24:00", None), ("7:60", None), ("730", None), ("sáng", None), ("", None)),
    ],
)
def test_an_hour_is_read_as_offices_write_it(typed, stored):
    assert time_of(typed) == stored


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"end": "09:00"}, set()),
        ({"start": "", "end": ""}, set()),
        ({"end": "08:00"}, {"end"}),
        ({"end": "07:59"}, {"end"}),
        ({"start": "", "end": "09:00"}, {"start"}),
        ({"start": "8h"}, {"start"}),
        ({"day": 8}, {"day"}),
        ({"day": 0}, {"day"}),
        ({"what": "  "}, {"what"}),
    ],
)
def test_what_cannot_be_is_said_at_the_field_it_is_about(changed, wrong):
    assert set(event_faults(EVENT | changed)) == wrong


@given(
    st.builds(
        lambda day, hours, said: {"day": day, "start": hours[0], "end": hours[1], **said},
        st.integers(1, 7),
        st.sampled_from([("", ""), ("07:30", ""), ("07:30", "11:00")]),
        st.fixed_dictionaries(dict.fromkeys(("what", "place", "leader", "attendees"), WORDS)),
    )
)
def test_an_event_on_a_line_is_read_as_it_was(event):
    assert event_of(event_line(event)) == event


@pytest.mark.parametrize(
    "line", ["", "Họp giao ban", "Thứ Hai; Họp", "Thứ Tám; 8h; Họp", "Thứ Hai; 9h-8h; Họp"]
)
def test_a_line_that_is_no_event_is_none(line):
    assert event_of(line) is None
