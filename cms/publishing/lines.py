"""The lines of receipts: since when a change is live on a site, and since when search finds it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import F

from cms.publishing.models import ReceiptLine, SiteStep, Step


def live(reached: Mapping[int, int], now: datetime) -> None:
    """The sites, by unit, have reached these revisions."""
    by_revision: dict[int, list[int]] = {}
    for unit, revision in reached.items():
        by_revision.setdefault(revision, []).append(unit)
    for revision, units in by_revision.items():
        waiting = ReceiptLine.objects.filter(unit__in=units, live_at=None, revision__lte=revision)
        waiting.update(live_at=now)


def searchable(units: Collection[int], now: datetime) -> None:
    """Search has what is live on the sites of ``units``, save where it is wanted to catch up again."""
    behind = SiteStep.objects.filter(step=Step.INDEX, unit__in=units, wanted__gt=F("done"))
    waiting = ReceiptLine.objects.filter(unit__in=units, searchable_at=None).exclude(live_at=None)
    waiting.exclude(unit__in=behind.values("unit")).update(searchable_at=now)
