"""Many publishes to one site are few builds; the clock is driven, nobody waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.publishing import claims
from cms.publishing.claims import Claimant
from cms.publishing.models import Change, Lane, SiteStep, Step
from cms.publishing.outbox import record_units
from cms.publishing.relay import relay
from cms.publishing.timing import Timing

pytestmark = pytest.mark.usefixtures("quiet")

BY = Claimant("worker", Timing())


class Line:
    """One site, and a worker that looks every 50 ms and takes half a second to build it."""

    def __init__(self, unit: int) -> None:
        self.unit = unit
        self.now = timezone.now()
        self.begun: list[float] = []
        self._held: list[tuple[claims.Claim, object]] = []

    def run(self, publishes: list[float], lane: int) -> None:
        start = self.now
        waiting = [start + timedelta(seconds=seconds) for seconds in publishes]
        while waiting or SiteStep.objects.filter(done=0).exists() or self._is_due():
            while waiting and waiting[0] <= self.now:
                change = record_units([self.unit], lane=lane)
                Change.objects.filter(pk=change.pk).update(at=waiting.pop(0))
            self._look(start)
            self.now += timedelta(seconds=0.05)

    def _look(self, start) -> None:
        relay(self.now, BY.timing)
        for one, until in list(self._held):
            if until <= self.now:
                assert claims.finish(one, self.now)
                self._held.remove((one, until))
        for one in claims.claim(Step.DEPLOY, BY, self.now, 1):
            self.begun.append((self.now - start).total_seconds())
            self._held.append((one, self.now + timedelta(seconds=0.5)))

    def _is_due(self) -> bool:
        return bool(self._held) or any(row.wanted > row.done for row in SiteStep.objects.all())


@pytest.mark.parametrize("spread", ["even", "in bursts"])
def test_200_publishes_in_10_seconds_are_three_builds_at_most(land, spread):
    publishes = [n * 0.05 for n in range(200)] if spread == "even" else [n // 20 + 0.01 for n in range(200)]
    line = Line(land["10546"].pk)
    line.run(publishes, Lane.OWN)
    assert 1 <= len(line.begun) <= 3
    assert line.begun[-1] > publishes[-1]


def test_a_lone_publish_is_begun_at_once(land):
    line = Line(land["10546"].pk)
    line.run([0.0], Lane.OWN)
    (begun,) = line.begun
    assert begun <= 0.3


def test_a_takedown_waits_for_nothing(land):
    line = Line(land["10546"].pk)
    line.run([0.0, 1.0, 2.0, 3.0], Lane.TAKEDOWN)
    assert line.begun == pytest.approx([0, 1, 2, 3], abs=0.06)


def test_what_is_urgent_goes_before_what_came_first(land):
    now = timezone.now()
    record_units([land["10546"].pk], lane=Lane.SWEEP)
    record_units([land["10549"].pk], lane=Lane.INHERITED)
    record_units([land["290"].pk], lane=Lane.OWN)
    record_units([land["30"].pk], lane=Lane.TAKEDOWN)
    relay(now, BY.timing)
    later = now + timedelta(seconds=60)
    order = [one.unit for _ in range(4) for one in claims.claim(Step.DEPLOY, BY, later, 1)]
    assert order == [land[code].pk for code in ("30", "290", "10549", "10546")]
