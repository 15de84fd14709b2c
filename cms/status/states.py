"""How a site fares, from how far its steps have come. Pure: no queries, no clock of its own."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol

from django.db.models import TextChoices

from cms.publishing.models import Lane

LATE_AFTER: Final[Mapping[int, timedelta]] = {
    Lane.TAKEDOWN: timedelta(seconds=10),
    Lane.OWN: timedelta(seconds=10),
    Lane.INHERITED: timedelta(seconds=30),
    Lane.SWEEP: timedelta(minutes=5),
}
"""How long a site may wait, by the lane it waits in, before somebody should look why."""


class State(TextChoices):
    """A site's state, the worst last."""

    LIVE = "live", "đã cập nhật"
    WAITING = "waiting", "đang chờ"
    LATE = "late", "chậm"
    FAILING = "failing", "đang lỗi, sẽ thử lại"
    QUARANTINED = "quarantined", "đã dừng vì lỗi"


class StepLike(Protocol):
    """What of a ``SiteStep`` its state depends on."""

    wanted: int
    done: int
    lane: int
    first_wanted_at: datetime | None
    attempts: int
    quarantined: bool


def state_of(step: StepLike, now: datetime) -> State:
    """The state of one step of one site at ``now``."""
    if step.done >= step.wanted:
        return State.LIVE
    if step.quarantined:
        return State.QUARANTINED
    if step.attempts:
        return State.FAILING
    since = step.first_wanted_at
    return State.LATE if since and now - since > LATE_AFTER[step.lane] else State.WAITING
