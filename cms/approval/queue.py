"""What waits for approval: for one person, in the units where that person approves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.approval import eyes
from cms.approval.models import UnitTaskState


@dataclass(frozen=True)
class Waiting:
    """One page in the queue. ``fault`` says why this person cannot approve it."""

    state: UnitTaskState
    page: Page
    section: str
    fault: str | None

    @property
    def key(self) -> str:
        """What a button sends: which wait, and which version was on the screen."""
        return f"{self.state.pk}-{self.state.revision_id}"

    @property
    def fresh(self) -> bool:
        """Whether the page was never live before."""
        return not self.page.live

    @property
    def urgent(self) -> bool:
        """Whether the version that waits is an urgent notice."""
        return bool(self.state.revision.content.get("urgent"))


def listed(states: Sequence[UnitTaskState], user: Any) -> list[Waiting]:
    """The waits as lines of the queue; pages that are gone are left out."""
    pages = {state.pk: state.revision.content_object for state in states}
    there = {pk: page for pk, page in pages.items() if page is not None}
    paths = {page.path[: 3 * Page.steplen] for page in there.values()}
    faults = eyes.faults(user, list(there.values()))
    titles = dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
    return [
        Waiting(
            state,
            there[state.pk],
            titles.get(there[state.pk].path[: 3 * Page.steplen], ""),
            faults.get(there[state.pk].pk),
        )
        for state in states
        if state.pk in there
    ]


def for_others(states: QuerySet[UnitTaskState], user: Any) -> list[int]:
    """Which of ``states``, by primary key, ``user`` sent and has to leave to another approver."""
    own = states.filter(revision__user=user, workflow_state__requested_by=user)
    return [waiting.state.pk for waiting in listed(with_details(own), user) if waiting.fault]


def with_details(states: QuerySet[UnitTaskState]) -> QuerySet[UnitTaskState]:
    """With all that a line of the queue shows, in a number of queries that stays the same."""
    return states.select_related(
        "unit", "workflow_state__requested_by", "revision", "finished_by"
    ).prefetch_related("revision__content_object")
