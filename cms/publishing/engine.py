"""The engine: it relays, claims, writes the snapshot of what it claimed, has it built, and notes the result.

Everything is decided in the database; an engine that is killed leaves leases that run out, and nothing else.
"""

import logging
import socket
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from build.config import Config
from build.errors import BuildError, sentence
from build.outcome import Outcome
from build.render.fingerprint import site_key
from build.site_pool import KILLED, Pool, open_pool
from build.snapshot.store import SiteEntry, SnapshotReader, database_path
from build.snapshot.writing import renumber
from cms.publishing import claims, lines
from cms.publishing.claims import Claim, Claimant
from cms.publishing.in_hand import Done, Task
from cms.publishing.models import Lane, SiteStep, Step
from cms.publishing.purging import next_steps, purge
from cms.publishing.relay import raise_after, relay
from cms.publishing.writing import write_units
from cms.units.models import Unit

logger = logging.getLogger(__name__)

BATCH: Final = 48
"""Sites that are claimed together: what is above them is then read once."""
AHEAD: Final = 3
"""Sites that are handed out for each process, so that none waits while others' results are noted."""
LAST: Final = 16
"""With so many sites left, the next batch is claimed: the processes work on these while it is prepared."""
GROUP: Final = 16
"""Sites that are indexed together, and found together when all are written."""
LOOK: Final = 0.1
"""Seconds between two looks at the database while sites are being built."""


def owner() -> str:
    """A name for a worker, that none had before."""
    return f"{socket.gethostname()}/{uuid.uuid4().hex[:8]}"


class Engine:
    """One worker's. ``step`` does what can be done just now; whoever calls it decides how often."""

    def __init__(
        self,
        config: Config,
        pool: Pool,
        *,
        by: Claimant,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        self.by = by
        self.done = Done()
        self.stopping = False
        self._config = config
        self.pool = pool
        self._clock = clock
        self._waiting: list[Task] = []
        self._running: list[Task] = []
        self._renewed = clock()
        self._looking = 0.0
        self._indexed_after = 0
        self._outages: dict[str, datetime] = {}
        self._purging = ThreadPoolExecutor(2, "purge")
        self._prepare: dict[str, Callable[[list[Claim]], None]] = {
            Step.DEPLOY: self._prepare_deploys,
            Step.INDEX: self._prepare_indexing,
            Step.PURGE: self._prepare_purging,
        }

    def step(self) -> bool:
        """Relay, claim, build and note, as far as possible without waiting; whether anything was done."""
        before = replace(self.done, seconds={})
        if not self.busy or monotonic() > self._looking:
            self._look()
        self._feed()
        self._collect()
        return replace(self.done, seconds={}) != before or self.busy

    def _look(self) -> None:
        """See what is wanted; while sites are being built not at every step, which would cost too much."""
        now, began = self._clock(), monotonic()
        self.done.relayed += relay(now, self.by.timing)
        self.done.spend("relay", began)
        self._renew(now)
        if not self.stopping:
            self._claim(now)
        self._looking = monotonic() + LOOK

    @property
    def busy(self) -> bool:
        """Whether anything is in hand."""
        return bool(self._waiting or self._running)

    def stop(self) -> None:
        """Give back what was not begun; what was begun is for ``step`` to finish."""
        self.stopping = True
        self._leave(self._waiting)

    def _leave(self, tasks: list[Task]) -> None:
        claims.give_back([task.claim for task in tasks], self.by)
        self._waiting = [task for task in self._waiting if task not in tasks]

    def _renew(self, now: datetime) -> None:
        held = [task.claim for task in (*self._waiting, *self._running)]
        if held and now >= self._renewed + timedelta(seconds=self.by.timing.lease / 3):
            claims.renew(held, self.by, now)
            self._renewed = now

    def _claim(self, now: datetime) -> None:
        """Take what is urgent whenever it comes, and the rest by the batch when there is room for it."""
        if not self.busy:
            self._renewed = now
        # Of no step does anything urgent wait until a batch of another one is prepared.
        for step in self._prepare:
            self._take(step, now, Lane.OWN)
        for step in self._prepare:
            if self._has_room(step):
                self._take(step, now, Lane.SWEEP)
        self._waiting.sort(key=lambda task: task.claim.lane)

    def _take(self, step: str, now: datetime, worst: int) -> None:
        """Claim of ``step`` what is of lane ``worst`` or better."""
        found = claims.claim(step, self.by, now, self._room(step, now), worst=worst)
        if not found:
            return
        if step == Step.DEPLOY and found[0].lane > Lane.OWN:
            # Had anything urgent been there to overtake these, it would have been claimed first.
            self._feed(LAST)
        self._prepare[step](found)

    def _has_room(self, step: str) -> bool:
        """Whether more may be claimed that is not urgent. Sites are indexed while others are being built, a
        group at a time, so that search is not left for the end."""
        if step != Step.INDEX:
            return sum(task.claim.step == step for task in self._waiting) <= LAST
        waiting = Counter(task.claim.step for task in self._waiting)
        indexing = waiting[Step.INDEX] or any(task.claim.step == Step.INDEX for task in self._running)
        grown = self.done.deployed - self._indexed_after
        # A site that hangs while it is deployed keeps none of the others from search.
        return not indexing and (grown >= GROUP or not waiting[Step.DEPLOY])

    def _room(self, step: str, now: datetime) -> int:
        """How many to claim: while a server is out, one from time to time says whether it is back."""
        if step not in self._outages:
            return BATCH
        asked = any(task.claim.step == step for task in (*self._waiting, *self._running))
        return 1 if now >= self._outages[step] and not asked else 0

    def _prepare_deploys(self, found: list[Claim]) -> None:
        began = monotonic()
        revision = found[0].revision
        try:
            units = [one.unit for one in found]
            written = write_units(self._config.snapshot, units, revision, now=self._clock())
        except (BuildError, OSError) as error:
            self._one_by_one(found, error)
            return
        gone = [one for one in found if one.unit not in written.sites]
        tasks = [
            Task(one, written.sites[one.unit], written.left_out.get(one.unit, ""))
            for one in found
            if one.unit in written.sites
        ]
        same = [task for task in tasks if task.claim.deployed == self._key(task.site) and not task.note]
        self._close(gone, revision)
        self._note_unchanged(same)
        held = {one.row for one in claims.begin_deploying([t.claim for t in tasks if t not in same], self.by)}
        todo = [
            replace(task, site=task.site._replace(revision=max(revision, task.site.revision)))
            for task in tasks
            if task.claim.row in held
        ]
        renumber(self._config.snapshot, [task.site for task in todo])
        self._waiting += todo
        self.done.spend("snapshot", began)

    def _one_by_one(self, found: list[Claim], error: BuildError | OSError) -> None:
        """One site's trouble is not the others'."""
        if len(found) == 1:
            disk = isinstance(error, OSError)
            self._fail(found[0], sentence(error) if isinstance(error, OSError) else str(error), outage=disk)
            return
        for one in found:
            self._prepare_deploys([one])

    def _key(self, site: SiteEntry) -> str:
        return f"{self._config.target} {site_key(site.tier, self._config, site.digest)}"

    def _note_unchanged(self, tasks: list[Task]) -> None:
        now = self._clock()
        with transaction.atomic():
            for task in tasks:
                if claims.finish(task.claim, now, deployed=task.claim.deployed):
                    self.done.unchanged += 1
            lines.live({task.claim.unit: task.claim.revision for task in tasks}, now)
            lines.searchable([task.claim.unit for task in tasks], now)

    def _close(self, gone: list[Claim], revision: int) -> None:
        """Units that are not in force have no site to build; search forgets them."""
        now = self._clock()
        with transaction.atomic():
            held = [one for one in gone if claims.finish(one, now)]
            raise_after(Step.INDEX, {one.unit: revision for one in held}, {}, now)
            lines.live({one.unit: revision for one in held}, now)

    def _prepare_indexing(self, found: list[Claim]) -> None:
        """Index what is deployed and nothing else: what is not yet will be wanted again when it is."""
        began = monotonic()
        if found[-1].lane > Lane.OWN:
            self._indexed_after = self.done.deployed
        units = Unit.objects.in_bulk([one.unit for one in found])
        rows = SiteStep.objects.filter(step=Step.DEPLOY, unit__in=units)
        deployed = dict(rows.values_list("unit_id", "deployed"))
        sites = self._here({unit.code: unit.pk for unit in units.values()})
        behind = [unit for unit in units if unit not in sites or self._key(sites[unit]) != deployed.get(unit)]
        if behind:
            # Another machine deployed these.
            written = write_units(self._config.snapshot, behind, found[0].revision, now=self._clock())
            sites = {**{unit: site for unit, site in sites.items() if unit not in behind}, **written.sites}
        for one in found:
            site = sites.get(one.unit)
            if site is None:
                self._forget(one, units[one.unit].code)
            elif self._key(site) == deployed.get(one.unit):
                self._waiting.append(Task(one, site._replace(revision=one.revision)))
            else:
                self._postpone(one)
        self.done.spend("snapshot for search", began)

    def _here(self, units: dict[str, int]) -> dict[int, SiteEntry]:
        """The sites of units, given by code, as the snapshot on this machine has them."""
        if not database_path(self._config.snapshot).is_file():
            return {}
        with closing(SnapshotReader(self._config.snapshot)) as reader:
            return {units[site.code]: site for site in reader.sites() if site.code in units}

    def _forget(self, one: Claim, code: str) -> None:
        """Take a closed unit out of search, unless another unit bears its code by now."""
        if Unit.objects.in_force().filter(code=code).exists():
            claims.finish(one, self._clock())
            return
        site = SiteEntry(code, code, "", "", one.revision)
        self._waiting.append(Task(one, site))

    def _postpone(self, one: Claim) -> None:
        rows = SiteStep.objects.filter(pk=one.row, lease_token=one.token)
        later = self._clock() + timedelta(seconds=1)
        rows.update(lease_until=None, lease_owner="", due_at=later, retry_at=later)

    def _prepare_purging(self, found: list[Claim]) -> None:
        units = Unit.objects.filter(pk__in=[one.unit for one in found])
        hostnames = dict(units.values_list("pk", "hostname"))
        self._waiting += [
            Task(one, SiteEntry("", hostnames[one.unit], "", "", one.revision)) for one in found
        ]

    def _feed(self, ahead: int = 0) -> None:
        """Keep every process busy, and no more: what is urgent must not queue behind what is not.

        ``ahead`` sites are handed out where none that is urgent will be seen before they are built.
        """
        while tasks := self._next(ahead):
            try:
                future = self._begun(tasks)
            except BrokenProcessPool:
                self._open_new_pool()
                future = self._begun(tasks)
            for place, task in enumerate(tasks):
                task.future, task.place = future, place
                self._waiting.remove(task)
            self._running += tasks

    def _next(self, ahead: int) -> list[Task]:
        """What to begin now, if there is room. A search server that hangs never gets the last process."""
        steps = Counter(task.claim.step for task in self._running)
        indexing = {id(task.future) for task in self._running if task.claim.step == Step.INDEX}
        full = {
            Step.DEPLOY: steps[Step.DEPLOY] >= max(ahead, AHEAD * self._config.jobs),
            Step.INDEX: len(indexing) >= max(1, self._config.jobs - 1),
            Step.PURGE: steps[Step.PURGE] > 2,
        }
        found = [task for task in self._waiting if not full[Step(task.claim.step)]]
        together = GROUP if found and found[0].claim.step == Step.INDEX else 1
        return [task for task in found if task.claim.step == found[0].claim.step][:together]

    def _begun(self, tasks: list[Task]) -> Future[Any]:
        step, sites = tasks[0].claim.step, [task.site for task in tasks]
        if step == Step.DEPLOY:
            # Where nobody knows what the site has, nor is its storage's manifest believed.
            return self.pool.build(sites[0], look=not tasks[0].claim.deployed)
        return self.pool.index(sites) if step == Step.INDEX else self._purging.submit(purge, sites)

    def _collect(self) -> None:
        finished = [task for task in self._running if task.future and task.future.done()]
        if not finished:
            return
        began = monotonic()
        self._running = [task for task in self._running if task not in finished]
        outcomes = [(task, self._outcome(task)) for task in finished]
        well = [task for task, outcome in outcomes if not (outcome.failure or outcome.superseded)]
        for step, note in self._notes():
            if good := [task for task in well if task.claim.step == step]:
                note(good)
                self._outages.pop(step, None)
        for task, outcome in outcomes:
            if outcome.superseded:
                self._postpone(task.claim)
            elif outcome.failure:
                self._fail(task.claim, outcome.failure, outage=outcome.outage)
        if any(outcome.failure == KILLED for _, outcome in outcomes):
            self._open_new_pool()
        self.done.spend("noting", began)

    def _open_new_pool(self) -> None:
        """In the place of one that lost a process, which takes all of them."""
        self.pool.close()
        self.pool = open_pool(self._config, self._config.jobs)

    def _notes(self) -> Iterable[tuple[str, Callable[[list[Task]], None]]]:
        return (
            (Step.DEPLOY, self._note_deployed),
            (Step.INDEX, self._note_indexed),
            (Step.PURGE, self._note_purged),
        )

    def _outcome(self, task: Task) -> Outcome:
        assert task.future  # noqa: S101 - only what has been fed is collected
        try:
            found = task.future.result()
            outcome: Outcome = found if isinstance(found, Outcome) else found[task.place]
        except BrokenProcessPool:
            return Outcome(task.site.hostname, failure=KILLED)
        task.changed = bool(outcome.written or outcome.deleted)
        for stage, seconds in outcome.seconds.items():
            self.done.seconds[stage] = self.done.seconds.get(stage, 0.0) + seconds
        return outcome

    def _note_deployed(self, tasks: list[Task]) -> None:
        now = self._clock()
        with transaction.atomic():
            whole = [task for task in tasks if not task.note]
            held = [task for task in whole if claims.finish(task.claim, now, deployed=self._key(task.site))]
            lanes = {task.claim.unit: task.claim.lane for task in held}
            for step in next_steps():
                # A cache need not forget what is as it was.
                after = [task for task in held if task.changed or step != Step.PURGE]
                raise_after(step, {task.claim.unit: task.site.revision for task in after}, lanes, now)
            lines.live({task.claim.unit: task.claim.revision for task in held}, now)
        self.done.deployed += len(held)
        for task in tasks:
            if task.note:
                self._fail(task.claim, task.note)

    def _note_indexed(self, tasks: list[Task]) -> None:
        now = self._clock()
        with transaction.atomic():
            held = [task for task in tasks if claims.finish(task.claim, now)]
            lines.searchable([task.claim.unit for task in held], now)
        self.done.indexed += len(held)

    def _note_purged(self, tasks: list[Task]) -> None:
        now = self._clock()
        self.done.purged += sum(claims.finish(task.claim, now) for task in tasks)

    def _fail(self, one: Claim, reason: str, *, outage: bool = False) -> None:
        now = self._clock()
        if outage:
            self._outages[one.step] = now + timedelta(seconds=self.by.timing.probe)
            self._leave([task for task in self._waiting if task.claim.step == one.step])
        if claims.fail(one, reason, now, self.by.timing, outage=outage):
            self.done.failed += 1
            logger.warning("%s", reason)
