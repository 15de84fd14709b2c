"""When a site is due, and when it is tried again: pure rules, with the clock in hand."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from cms.publishing.models import Lane
from cms.publishing.timing import Pending, Timing

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TIMING = Timing()


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("pending", "changed", "due"),
    [
        pytest.param(Pending(Lane.OWN, NOW), 0, TIMING.quiet, id="a lone publish is hardly held back"),
        pytest.param(Pending(Lane.TAKEDOWN, NOW), 0, 0, id="a takedown is not held back"),
        pytest.param(
            Pending(Lane.OWN, NOW), 5, TIMING.longest, id="whoever goes on publishing is not awaited"
        ),
        pytest.param(
            Pending(Lane.OWN, NOW, after(-1), Lane.OWN), 0, TIMING.spacing - 1, id="a burst is gathered"
        ),
        pytest.param(
            Pending(Lane.OWN, NOW, after(-1), Lane.INHERITED),
            0,
            TIMING.quiet,
            id="not for what came from above",
        ),
        pytest.param(
            Pending(Lane.INHERITED, NOW, after(-1), Lane.OWN),
            0,
            TIMING.spacing - 1,
            id="from above after own",
        ),
        pytest.param(
            Pending(Lane.TAKEDOWN, NOW, after(-1), Lane.OWN),
            0,
            0,
            id="a takedown is not held back in a burst",
        ),
    ],
)
def test_due(pending, changed, due):
    assert TIMING.due_at(pending, after(changed)) == after(due)


def builds(publishes: list[float]) -> list[float]:
    """When a site is built that is published at these seconds, by a worker that is always free."""
    begun: list[float] = []
    waiting = list(publishes)
    while waiting:
        first, due = waiting[0], 0.0
        taken = 0
        for moment in waiting:
            if taken and moment > due:
                break
            before_last = after(begun[-2]) if len(begun) > 1 else None
            pending = Pending(Lane.OWN, after(first), before_last, Lane.OWN)
            due = (TIMING.due_at(pending, after(moment)) - NOW).total_seconds()
            taken += 1
        begun.append(due)
        waiting = waiting[taken:]
    return begun


@pytest.mark.parametrize("seed", range(50))
def test_200_publishes_in_10_seconds_are_three_builds_at_most(seed):
    random = Random(seed)
    publishes = sorted(random.uniform(0, 10) ** random.choice([1, 1, 2]) % 10 for _ in range(200))
    begun = builds(publishes)
    assert len(begun) <= 3
    assert begun[-1] >= publishes[-1]


def test_what_fails_is_tried_again_after_twice_as_long_each_time():
    waits = [(TIMING.retry_at(NOW, n, "30 deploy", outage=False) - NOW).total_seconds() for n in range(1, 20)]
    for number, wait in enumerate(waits):
        middle = min(TIMING.first_retry * 2**number, TIMING.last_retry)
        assert middle / 2 <= wait < middle * 1.5


def test_an_outage_is_looked_at_often_however_long_it_lasts():
    wait = TIMING.retry_at(NOW, 30, "30 index", outage=True) - NOW
    assert wait < timedelta(seconds=TIMING.last_outage_retry * 1.5)


def test_what_failed_together_does_not_come_back_together():
    times = {TIMING.retry_at(NOW, 1, f"{unit} deploy", outage=False) for unit in range(100)}
    assert len(times) == 100
    assert times == {TIMING.retry_at(NOW, 1, f"{unit} deploy", outage=False) for unit in range(100)}
