"""What no editor's click tells: moments that come, and whatever was lost on the way."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cms.publishing.claims import free
from cms.publishing.loose_files import sweep_looks
from cms.publishing.models import Change, Lane, SiteStep, Step, Watched
from cms.publishing.outbox import record_everything, record_units
from cms.publishing.recording import page_facts, record_pages
from cms.publishing.relay import raise_after
from cms.publishing.schedule import keep_schedule
from cms.publishing.urgent import record_settled
from cms.sharing.models import LivePage
from cms.units.models import Unit

MOMENTS: Final = timedelta(seconds=20)
"""How often the clock is compared with what is planned: within a minute of it, everything is on its way."""
STEPS: Final = timedelta(minutes=5)
WHOLE: Final = timedelta(hours=1)
STORAGE: Final = timedelta(days=1)
LOOKS: Final = timedelta(days=1)
KEPT: Final = timedelta(days=90)
"""How long receipts are kept."""


def sweep(now: datetime) -> None:
    """Do what is due of all this; whoever comes first of several workers does it for all."""
    _every(MOMENTS, "moments", now, _moments)
    _every(STEPS, "steps", now, lost_steps)
    _every(WHOLE, "whole", now, _whole)
    _every(STORAGE, "storage", now, doubt_storage, at_once=False)
    _every(LOOKS, "looks", now, lambda _, now: sweep_looks(now))


def _every(
    interval: timedelta,
    name: str,
    now: datetime,
    do: Callable[[datetime, datetime], object],
    *,
    at_once: bool = True,
) -> None:
    last = Watched.objects.filter(pk=name).values_list("at", flat=True).first()
    if last and last + interval > now:
        return
    # What is found and up to when it has been looked for are written together, or neither.
    with transaction.atomic():
        first = now - interval if at_once else now
        mark, _ = Watched.objects.select_for_update().get_or_create(pk=name, defaults={"at": first})
        last, mark.at = mark.at, now
        if last + interval <= now:
            mark.save(update_fields=["at"])
            do(last, now)


def _moments(last: datetime, now: datetime) -> None:
    keep_schedule()
    pages_whose_time_came(last, now)
    record_settled(last, now)
    units_whose_day_came(timezone.localdate(last), timezone.localdate(now))


def pages_whose_time_came(last: datetime, now: datetime) -> list[Change]:
    """Record the published pages that begin or cease to show after ``last`` and by ``now``.

    Not those that began by being published, which was recorded then.
    """
    recorded = Change.objects.filter(page=OuterRef("page"), at__gte=OuterRef("published_at"))
    began = _numbers(Q(published_at__gt=last, published_at__lte=now) & ~Exists(recorded))
    ended = _numbers(Q(expires_at__gt=last, expires_at__lte=now))
    facts = page_facts(began | ended)
    return [
        *record_pages({}, {page: facts[page] for page in began - ended}),
        *record_pages({page: facts[page] for page in ended}, {}),
    ]


def _numbers(which: Q) -> set[int]:
    return set(LivePage.objects.filter(which).values_list("page_id", flat=True))


def units_whose_day_came(last: date, today: date) -> None:
    """On another day other units may be in force: then every site is looked at."""
    turned = Q(valid_from__gt=last, valid_from__lte=today) | Q(valid_to__gt=last, valid_to__lte=today)
    if today > last and (units := set(Unit.objects.filter(turned).values_list("pk", flat=True))):
        record_units(units)
        record_everything()


def lost_steps(_last: datetime, now: datetime) -> int:
    """Bring in line what broke between two steps: what is deployed is wanted of search; how many sites.

    A site without a row was never asked for: it is recorded, as are units that have come meanwhile.
    """
    indexed = SiteStep.objects.filter(step=Step.INDEX)
    known = dict(indexed.values_list("unit_id", "wanted"))
    deployed = SiteStep.objects.filter(step=Step.DEPLOY, done__gt=0).exclude(deployed="")
    behind = {unit: done for unit, done in deployed.values_list("unit_id", "done") if unit not in known}
    raise_after(Step.INDEX, behind, dict.fromkeys(behind, int(Lane.SWEEP)), now)
    rows = SiteStep.objects.filter(step=Step.DEPLOY).values("unit")
    missing = set(Unit.objects.in_force().exclude(pk__in=rows).values_list("pk", flat=True))
    record_units(missing)
    return len(behind) + len(missing)


def _whole(_last: datetime, now: datetime) -> None:
    """Look at every site: one whose snapshot turns out as it was deployed costs no build."""
    record_everything()
    Change.objects.filter(processed_at__lt=now - KEPT).delete()


def doubt_storage(_last: datetime, now: datetime) -> None:
    """Have the storage of every site looked at: others may have changed or lost what lies there."""
    free(Step.DEPLOY, now).update(deployed="")
    record_everything()
