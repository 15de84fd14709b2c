"""When a site counts as late, failing or given up, and how lengths of time are said."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from cms.publishing.models import Lane
from cms.status.states import LATE_AFTER, State, state_of
from cms.status.terminal import age
from cms.status.words import since

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def step(**facts):
    return SimpleNamespace(
        **{
            "wanted": 2,
            "done": 1,
            "lane": Lane.OWN,
            "first_wanted_at": NOON,
            "attempts": 0,
            "quarantined": False,
        }
        | facts
    )


@pytest.mark.parametrize(
    ("facts", "after", "state"),
    [
        ({"done": 2}, timedelta(days=1), State.LIVE),
        ({"done": 2, "quarantined": True}, timedelta(), State.LIVE),
        ({}, timedelta(seconds=10), State.WAITING),
        ({}, timedelta(seconds=11), State.LATE),
        ({"lane": Lane.SWEEP}, timedelta(seconds=11), State.WAITING),
        ({"attempts": 1}, timedelta(), State.FAILING),
        ({"attempts": 9, "quarantined": True}, timedelta(), State.QUARANTINED),
        ({"first_wanted_at": None}, timedelta(days=1), State.WAITING),
    ],
)
def test_the_state_of_a_site(facts, after, state):
    assert state_of(step(**facts), NOON + after) == state


def test_every_lane_has_a_time_after_which_it_is_late():
    assert LATE_AFTER.keys() == set(Lane)


@pytest.mark.parametrize(
    ("seconds", "english", "vietnamese"),
    [
        (-3, "0 s", "0 giây"),
        (59, "59 s", "59 giây"),
        (150, "2 minutes", "2 phút"),
        (7200, "2 hours", "2 giờ"),
        (200_000, "2 days", "2 ngày"),
    ],
)
def test_how_long_something_waits_in_its_largest_unit(seconds, english, vietnamese):
    moment = NOON - timedelta(seconds=seconds)
    assert (age(moment, NOON), since(moment, NOON)) == (english, vietnamese)
