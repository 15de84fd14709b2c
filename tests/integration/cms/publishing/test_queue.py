"""Whatever order things happen in, nothing that was published is lost and no site goes back."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cms.publishing import claims, lines
from cms.publishing.claims import Claim, Claimant
from cms.publishing.models import Change, Counter, Lane, ReceiptLine, SiteStep, Step
from cms.publishing.outbox import record
from cms.publishing.relay import relay
from cms.publishing.timing import Timing
from cms.units.models import Unit
from tests.conftest import figure

pytestmark = pytest.mark.soak

START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TIMING = Timing()
WORKERS = 3
PowerCut = type("PowerCut", (Exception,), {})


@dataclass
class Task:
    """One site in a worker's hands: what it has read of the content, and whether it may deploy that."""

    claim: Claim
    worker: int
    lease_until: datetime
    content: int | None = None
    allowed: bool = False
    written: bool = False


class Queue(RuleBasedStateMachine):
    """Editors, a relay and three workers that may stop at any point, over one database and one storage.

    ``content`` counts what was published of each unit; ``storage`` holds revision and content of each site,
    and takes only what is newer, as manifests do.
    """

    units: tuple[int, ...] = ()

    def __init__(self):
        super().__init__()
        for model in (ReceiptLine, Change, SiteStep, Counter):
            model.objects.all().delete()
        self.now = START
        self.content = dict.fromkeys(self.units, 0)
        self.storage = dict.fromkeys(self.units, (0, 0))
        self.tasks: list[Task] = []

    def by(self, worker: int) -> Claimant:
        return Claimant(f"worker {worker}", TIMING)

    def of(self, data, usable) -> Task:
        return data.draw(st.sampled_from([task for task in self.tasks if usable(task)]))

    @rule(unit=st.integers(0, 3), lane=st.sampled_from(Lane.values), receipt=st.booleans())
    def publish(self, unit, lane, receipt):
        unit = self.units[unit]
        with transaction.atomic():
            self.content[unit] += 1
            if receipt:
                record(Change.Kind.UNIT, {"unit": unit, "old": None, "new": None}, lane=lane)
            else:
                record(Change.Kind.UNITS, {"units": [unit]}, lane=lane)

    @rule()
    def crash_while_publishing(self):
        with suppress(PowerCut), transaction.atomic():
            record(Change.Kind.UNITS, {"units": list(self.units)}, lane=Lane.OWN)
            raise PowerCut

    @rule()
    def relay(self):
        relay(self.now, TIMING)

    @rule()
    def crash_while_relaying(self):
        with suppress(PowerCut), transaction.atomic():
            relay(self.now, TIMING)
            raise PowerCut

    @rule(seconds=st.sampled_from([0.05, 0.3, 2, 7, 25, 61, 700]))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule(worker=st.integers(0, WORKERS - 1), limit=st.integers(1, 4))
    def claim(self, worker, limit):
        found = claims.claim(Step.DEPLOY, self.by(worker), self.now, limit)
        taken = {one.row for one in found}
        assert not [task for task in self.tasks if task.claim.row in taken and task.lease_until >= self.now]
        until = self.now + timedelta(seconds=TIMING.lease)
        self.tasks += [Task(one, worker, until) for one in found]

    @precondition(lambda self: any(task.content is None for task in self.tasks))
    @rule(data=st.data())
    def read(self, data):
        task = self.of(data, lambda task: task.content is None)
        task.content = self.content[task.claim.unit]

    @precondition(lambda self: any(task.content is not None and not task.allowed for task in self.tasks))
    @rule(data=st.data())
    def begin(self, data):
        task = self.of(data, lambda task: task.content is not None and not task.allowed)
        if claims.begin_deploying([task.claim], self.by(task.worker)):
            task.allowed = True
        else:
            self.tasks.remove(task)

    @precondition(lambda self: any(task.allowed and not task.written for task in self.tasks))
    @rule(data=st.data())
    def deploy(self, data):
        task = self.of(data, lambda task: task.allowed and not task.written)
        revision, content = self.storage[task.claim.unit]
        if revision > task.claim.revision:
            claims.fail(task.claim, "Fenced", self.now, TIMING)
            self.tasks.remove(task)
            return
        assert task.content >= content, "a site went back"
        self.storage[task.claim.unit] = (task.claim.revision, task.content)
        task.written = True

    @precondition(lambda self: any(task.written for task in self.tasks))
    @rule(data=st.data())
    def finish(self, data):
        task = self.of(data, lambda task: task.written)
        self._finish(task)

    def _finish(self, task: Task) -> None:
        if claims.finish(task.claim, self.now, deployed="key"):
            lines.live({task.claim.unit: task.claim.revision}, self.now)
        self.tasks.remove(task)

    @precondition(lambda self: self.tasks)
    @rule(data=st.data(), outage=st.booleans())
    def fail(self, data, outage):
        task = self.of(data, lambda task: True)
        claims.fail(task.claim, "It did not work.", self.now, TIMING, outage=outage)
        self.tasks.remove(task)

    @precondition(lambda self: self.tasks)
    @rule(data=st.data())
    def renew(self, data):
        worker = self.of(data, lambda task: True).worker
        mine = [task for task in self.tasks if task.worker == worker]
        claims.renew([task.claim for task in mine], self.by(worker), self.now)
        for task in mine:
            if task.lease_until >= self.now:
                task.lease_until = self.now + timedelta(seconds=TIMING.lease)

    @rule(worker=st.integers(0, WORKERS - 1))
    def crash(self, worker):
        self.tasks = [task for task in self.tasks if task.worker != worker]

    @rule(worker=st.integers(0, WORKERS - 1))
    def give_back(self, worker):
        mine = [task for task in self.tasks if task.worker == worker and not task.allowed]
        claims.give_back([task.claim for task in mine], self.by(worker))
        self.tasks = [task for task in self.tasks if task not in mine]

    @invariant()
    def what_is_done_is_there(self):
        for unit, done in SiteStep.objects.values_list("unit_id", "done"):
            assert done <= self.storage[unit][0]

    @invariant()
    def what_a_receipt_calls_live_is_there(self):
        for unit, revision in ReceiptLine.objects.exclude(live_at=None).values_list("unit_id", "revision"):
            assert revision <= self.storage[unit][0]

    def teardown(self):
        """In the end everything is everywhere, whatever happened."""
        for task in [task for task in self.tasks if task.written]:
            self._finish(task)
        claims.release()
        for _ in range(3):
            self.now += timedelta(seconds=1000)
            relay(self.now, TIMING)
            for one in claims.claim(Step.DEPLOY, self.by(0), self.now, 100):
                revision, _ = self.storage[one.unit]
                assert revision <= one.revision
                self.storage[one.unit] = (one.revision, self.content[one.unit])
                assert claims.finish(one, self.now)
                lines.live({one.unit: one.revision}, self.now)
        assert not Change.objects.filter(processed_at=None).exists()
        assert {unit: content for unit, (_, content) in self.storage.items()} == self.content
        for row in SiteStep.objects.all():
            assert row.done >= row.wanted
        assert not ReceiptLine.objects.filter(live_at=None).exists()


def test_nothing_is_lost_and_nothing_goes_back(land):
    Queue.units = tuple(Unit.objects.values_list("pk", flat=True))
    run_state_machine_as_test(
        Queue,
        settings=settings(
            max_examples=figure(25, 500),
            stateful_step_count=figure(40, 100),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
