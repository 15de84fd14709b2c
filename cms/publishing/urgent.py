"""When an urgent notice gets from the fronts of the sites into the HTML of every page."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from cms.publishing.models import Change, Lane
from cms.publishing.outbox import record_units
from cms.publishing.reached import units_reached
from cms.sharing.models import LivePage
from cms.sharing.rules import PageFacts

SETTLES_AFTER: Final = timedelta(minutes=1)
"""By then it is on all fronts and in every site's fragment; the rest may take its time."""


def urgent_since(pages: Collection[int]) -> dict[int, datetime]:
    """Since when those of ``pages`` that are live are urgent, by the page's number."""
    rows = LivePage.objects.filter(page__in=pages).exclude(urgent_since=None)
    return dict(rows.values_list("page_id", "urgent_since"))


def settled(pages: Iterable[PageFacts], now: datetime) -> frozenset[int]:
    """The numbers of the urgent pages that every page's HTML carries ``now``."""
    return frozenset(
        page.id for page in pages if page.urgent_since and page.urgent_since + SETTLES_AFTER <= now
    )


def record_settled(last: datetime, now: datetime) -> Change | None:
    """Ask, before any routine check, for the sites of notices that settled after ``last`` and by ``now``."""
    rows = LivePage.objects.filter(
        urgent_since__gt=last - SETTLES_AFTER, urgent_since__lte=now - SETTLES_AFTER
    )
    return record_units(units_reached(rows), lane=Lane.INHERITED)
