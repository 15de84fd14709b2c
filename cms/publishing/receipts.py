"""What came of a change, site by site: live since when, found by search since when, or why not yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from cms.publishing.models import Change, ReceiptLine, SiteStep, Step
from cms.publishing.reasons import in_words
from cms.units.collation import in_vietnamese_order
from cms.units.models import Unit
from cms.units.subordination import Subordination

_ABOVE = Subordination.objects.filter(unit=OuterRef("unit")).order_by().values("unit")
_DEPTH = Coalesce(Subquery(_ABOVE.annotate(count=Count("pk")).values("count")), 0)
"""How many units stand above that of a line."""


class Line(NamedTuple):
    """One site that the change has to reach; ``why_not_yet`` is empty once it is live and found there."""

    unit: Unit
    live_at: datetime | None
    searchable_at: datetime | None
    why_not_yet: str


class Receipt(NamedTuple):
    """A change and its sites; no lines while the relay has not taken it.

    First the units that made it, then the others tier by tier from the top, each tier by name.
    """

    change: Change
    lines: tuple[Line, ...]


def receipt_of(change: Change) -> Receipt:
    """How far ``change`` has come. Two queries, whatever the number of sites."""
    own = made_by(change)
    ordered = change.lines.select_related("unit").order_by(_DEPTH, in_vietnamese_order("unit__name"))
    rows = sorted(ordered, key=lambda row: row.unit_id not in own)
    unfinished = SiteStep.objects.filter(wanted__gt=F("done"), unit__in=change.lines.values("unit"))
    steps = {(step.unit_id, step.step): step for step in unfinished}
    return Receipt(
        change,
        tuple(Line(row.unit, row.live_at, row.searchable_at, _why_not_yet(row, steps)) for row in rows),
    )


def latest_change_of(page: Page) -> Change | None:
    """The last change that was recorded for ``page``."""
    return Change.objects.filter(page=page).order_by("-pk").first()


def made_by(change: Change) -> set[int]:
    """The units whose page, decision or section it is; none of what came from elsewhere."""
    sides = (change.what, change.what.get("old"), change.what.get("new"))
    return {facts[name] for facts in sides if facts for name in ("unit", "unit_id") if name in facts}


def _why_not_yet(row: ReceiptLine, steps: Mapping[tuple[int, str], SiteStep]) -> str:
    if row.live_at and row.searchable_at:
        return ""
    name = Step.INDEX if row.live_at else Step.DEPLOY
    step = steps.get((row.unit_id, name))
    if step is not None and step.quarantined:
        return f"{in_words(name, step.reason)} Hệ thống đã dừng sau {step.attempts} lần thử."
    if step is not None and step.attempts:
        return f"{in_words(name, step.reason)} Hệ thống sẽ tự thử lại."
    if step is not None and step.lease_until:
        return "Đang cập nhật."
    return "Đang chờ đến lượt đưa vào tìm kiếm." if row.live_at else "Đang chờ đến lượt."
