"""Who works on which site: claims with a lease and a fencing token, and what becomes of them.

A claim is taken under a revision that is newer than all that was wanted before it, and the content is read
after it: so what was done for the claim holds everything that was wanted. Whoever lost the lease has an
older token and changes nothing any more.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet

from cms.publishing.models import Lane, SiteStep, Step
from cms.publishing.revisions import next_revision
from cms.publishing.timing import Timing


class Claim(NamedTuple):
    """One site's step in somebody's hands: ``row`` is its SiteStep's number."""

    row: int
    unit: int
    step: str
    revision: int
    token: int
    lane: int
    deployed: str


class Claimant(NamedTuple):
    """Who claims, and how. ``hurry`` takes what is wanted without waiting for it to be due."""

    owner: str
    timing: Timing
    hurry: bool = False


def free(step: str, now: datetime) -> QuerySet[SiteStep]:
    """The rows of ``step`` that nobody holds ``now``."""
    return SiteStep.objects.filter(Q(lease_until=None) | Q(lease_until__lt=now), step=step)


def due(step: str, now: datetime, *, hurry: bool = False) -> QuerySet[SiteStep]:
    """The rows of ``step`` that anybody may claim ``now``, best lane first, then those due longest."""
    rows = free(step, now).filter(wanted__gt=F("done"), quarantined=False)
    rows = rows.filter(Q(retry_at=None) | Q(retry_at__lte=now))
    return (rows if hurry else rows.filter(due_at__lte=now)).order_by("lane", "due_at", "pk")


def claim(step: str, by: Claimant, now: datetime, limit: int, *, worst: int = Lane.SWEEP) -> list[Claim]:
    """Take up to ``limit`` of the best due sites, none of a lane below ``worst``."""
    found = due(step, now, hurry=by.hurry).filter(lane__lte=worst)
    if limit < 1 or not found.exists():
        return []
    with transaction.atomic():
        revision = next_revision()
        rows = list(found.select_for_update(skip_locked=True)[:limit])
        SiteStep.objects.filter(pk__in=[row.pk for row in rows]).update(
            lease_owner=by.owner,
            lease_token=F("lease_token") + 1,
            lease_until=now + timedelta(seconds=by.timing.lease),
            began_before_at=F("began_at"),
            began_at=now,
            began_lane=F("lane"),
        )
    # What is indexed or purged is a deployment, and goes by its revision.
    deploys = step == Step.DEPLOY
    return [
        Claim(
            row=row.pk,
            unit=row.unit_id,
            step=step,
            revision=revision if deploys else row.wanted,
            token=row.lease_token + 1,
            lane=row.lane,
            deployed=row.deployed,
        )
        for row in rows
    ]


def renew(claims: Collection[Claim], by: Claimant, now: datetime) -> None:
    """Go on holding ``claims``; those that were lost stay lost."""
    until = now + timedelta(seconds=by.timing.lease)
    _held(claims, by).filter(lease_until__gte=now).update(lease_until=until)


def give_back(claims: Collection[Claim], by: Claimant) -> None:
    """Let others have what was not begun."""
    _held(claims, by).update(lease_until=None, lease_owner="")


def _held(claims: Iterable[Claim], by: Claimant) -> QuerySet[SiteStep]:
    """The rows of ``claims`` whose token is still the claim's."""
    rows = {one.row: one.token for one in claims}
    held = SiteStep.objects.filter(pk__in=rows, lease_owner=by.owner).values_list("pk", "lease_token")
    return SiteStep.objects.filter(pk__in=[row for row, token in held if token == rows[row]])


def begin_deploying(claims: Sequence[Claim], by: Claimant) -> list[Claim]:
    """Those of ``claims`` that are still held; what their sites have is uncertain from now on."""
    held = set(_held(claims, by).values_list("pk", flat=True))
    SiteStep.objects.filter(pk__in=held).update(deployed="")
    return [one for one in claims if one.row in held]


def finish(one: Claim, now: datetime, *, deployed: str = "") -> bool:
    """The claim's revision is reached; False, and nothing written, for who has lost it meanwhile.

    ``deployed`` is the key of what the site certainly has now.
    """
    rows = SiteStep.objects.filter(pk=one.row, lease_token=one.token)
    return bool(
        rows.update(
            done=one.revision,
            done_at=now,
            deployed=deployed,
            lease_until=None,
            lease_owner="",
            attempts=0,
            retry_at=None,
            reason="",
            quarantined=False,
            first_wanted_at=None,
        )
    )


def fail(one: Claim, reason: str, now: datetime, timing: Timing, *, outage: bool = False) -> bool:
    """Note why it failed and when it is tried again; False for who has lost the claim meanwhile.

    A site that failed ``timing.attempts`` times is quarantined, unless an ``outage`` was the cause, which
    is no fault of the site.
    """
    rows = SiteStep.objects.filter(pk=one.row, lease_token=one.token)
    attempts = rows.values_list("attempts", flat=True).first()
    if attempts is None:
        return False
    attempts += 1
    retry_at = timing.retry_at(now, attempts, f"{one.unit} {one.step}", outage=outage)
    return bool(
        rows.update(
            attempts=min(attempts, 30),
            reason=reason,
            retry_at=retry_at,
            quarantined=not outage and attempts >= timing.attempts,
            lease_until=None,
            lease_owner="",
        )
    )


def release(units: Collection[int] | None = None) -> int:
    """Try at once again what failed or is quarantined, of all sites or of ``units``; how many steps."""
    rows = SiteStep.objects.exclude(reason="")
    if units is not None:
        rows = rows.filter(unit__in=units)
    return rows.update(quarantined=False, attempts=0, retry_at=None)
