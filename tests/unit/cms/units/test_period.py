"""A unit's time: the first day counts, the last boundary does not."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cms.units.period import Period

DAY = date(2025, 7, 1)
days = st.dates(date(2024, 1, 1), date(2024, 2, 1))
periods = st.builds(
    lambda start, length: Period(start, None if length is None else start + timedelta(length)),
    days,
    st.none() | st.integers(1, 40),
)


def test_the_boundary_belongs_to_the_successor():
    old, new = Period(date(2025, 3, 1), DAY), Period(DAY)
    assert not old.covers(DAY)
    assert new.covers(DAY)
    assert not old.overlaps(new)
    assert not new.overlaps(old)


def test_a_period_that_ends_where_it_begins_is_empty():
    assert Period(DAY, DAY).is_empty
    assert not Period(DAY).is_empty


@given(periods, periods)
def test_overlap_means_that_one_day_lies_in_both(first, second):
    every_day = [date(2024, 1, 1) + timedelta(n) for n in range(80)]
    shared = any(first.covers(day) and second.covers(day) for day in every_day)
    assert first.overlaps(second) == second.overlaps(first) == shared


@given(periods, periods)
def test_ending_after_means_a_day_left_when_the_other_is_over(first, second):
    if second.end is None:
        assert not first.ends_after(second)
    else:
        assert first.ends_after(second) == (first.end is None or first.end > second.end)
