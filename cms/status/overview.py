"""The overview of all sites, or of those that somebody may see, in four queries whatever their number."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from cms.publishing.models import Change, Lane, SiteStep, Step
from cms.status.states import State, state_of
from cms.units.models import Unit


@dataclass(frozen=True)
class Waiting:
    """How many sites wait in one lane for one step, and since when the first of them."""

    step: Step
    lane: Lane
    sites: int
    since: datetime | None


@dataclass(frozen=True)
class Trouble:
    """A site that is not where it should be, with the step it stands at and why."""

    code: str
    name: str
    hostname: str
    step: Step
    state: State
    since: datetime | None
    attempts: int
    retry_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Overview:
    """How publishing stands at ``at``.

    ``states`` counts the sites by the state of their deployment and has every state; ``unbuilt`` are those
    that no change has reached yet. ``unsearchable`` counts the sites whose search is behind.
    """

    at: datetime
    sites: int
    unbuilt: int
    states: dict[State, int]
    unsearchable: int
    queue: tuple[Waiting, ...]
    troubles: tuple[Trouble, ...]
    changes_waiting: int
    changes_since: datetime | None

    @property
    def is_well(self) -> bool:
        """Whether nothing needs a person."""
        return not self.troubles

    def record(self) -> dict[str, Any]:
        """The overview as JSON has it, moments left as they are."""
        return {
            **asdict(self),
            "queue": [{**asdict(one), "lane": one.lane.name.lower()} for one in self.queue],
        }


def overview(units: QuerySet[Unit] | None = None, now: datetime | None = None) -> Overview:
    """How publishing stands for the sites of ``units``, or for all in force."""
    now = now or timezone.now()
    chosen = Unit.objects.in_force() if units is None else units
    of_units = SiteStep.objects.filter(unit__in=chosen)
    behind = list(of_units.filter(wanted__gt=F("done")).select_related("unit").order_by("lane", "due_at"))
    counted = of_units.filter(step=Step.DEPLOY).aggregate(all=Count("pk"), live=Count("pk", _LIVE))
    changes = Change.objects.filter(processed_at=None).aggregate(count=Count("pk"), since=Min("at"))
    states = Counter(state_of(step, now) for step in behind if step.step == Step.DEPLOY)
    sites = chosen.count()
    return Overview(
        at=now,
        sites=sites,
        unbuilt=sites - counted["all"],
        states={state: states[state] for state in State} | {State.LIVE: counted["live"]},
        unsearchable=sum(step.step == Step.INDEX for step in behind),
        queue=tuple(_queue(behind)),
        troubles=tuple(_troubles(behind, now)),
        changes_waiting=changes["count"],
        changes_since=changes["since"],
    )


_LIVE = Q(done__gte=F("wanted"))


def _queue(behind: Iterable[SiteStep]) -> Iterable[Waiting]:
    lanes: dict[tuple[str, int], list[SiteStep]] = {}
    for step in behind:
        lanes.setdefault((step.step, step.lane), []).append(step)
    for (step, lane), waiting in sorted(lanes.items(), key=lambda item: (item[0][1], item[0][0])):
        since = min((one.first_wanted_at for one in waiting if one.first_wanted_at), default=None)
        yield Waiting(Step(step), Lane(lane), len(waiting), since)


def _troubles(behind: Iterable[SiteStep], now: datetime) -> Iterable[Trouble]:
    for step in behind:
        state = state_of(step, now)
        if state != State.WAITING:
            yield Trouble(
                code=step.unit.code,
                name=step.unit.full_name,
                hostname=step.unit.hostname,
                step=Step(step.step),
                state=state,
                since=step.first_wanted_at,
                attempts=step.attempts,
                retry_at=step.retry_at,
                reason=step.reason,
            )
