"""Where a shared page shows by now: unit by unit, and why not where it does not."""

from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import F, TextChoices
from wagtail.models import Page

from cms.editors.forecast import Forecast, forecast
from cms.editors.section_world import section_world
from cms.publishing.models import SiteStep, Step
from cms.publishing.reasons import WHY_ABSENT
from cms.publishing.receipts import latest_change_of, receipt_of
from cms.sharing.models import LivePage
from cms.units.models import Unit


class Place(TextChoices):
    """Whether a unit's site has the page."""

    SHOWING = "showing", "đang hiển thị"
    WAITING = "waiting", "chưa lên"
    ABSENT = "absent", "không hiển thị"


NO_SECTION: Final = "Đơn vị không có chuyên mục này."
WAITS: Final = "Đang chờ đến lượt."


class Covered(NamedTuple):
    """One unit that the page reaches, or its origin; ``live_at`` is when the last change got there."""

    unit: Unit
    place: Place
    live_at: datetime | None
    why: str


def coverage(page: Page) -> list[Covered]:
    """The units that ``page`` reaches, by code, its origin among them; none of a page that is not live."""
    row = LivePage.objects.filter(page=page).values("section").first()
    world = section_world(row["section"]) if row else None
    facts = world.page_by_id.get(page.pk) if world else None
    if world is None or facts is None:
        return []
    found = forecast(world, facts)
    units = Unit.objects.in_bulk([*found.states, *found.without_section])
    sites = _Sites(page, [unit for unit, one in found.states.items() if one.shown])
    ordered = sorted(units.values(), key=lambda unit: unit.code)
    return [_covered(unit, found, sites) for unit in ordered]


class _Sites:
    """How far the sites have come that are to show the page. Three queries."""

    def __init__(self, page: Page, units: list[int]) -> None:
        change = latest_change_of(page)
        self._taken = change is None or change.processed_at is not None
        self._lines = {line.unit.pk: line for line in receipt_of(change).lines} if change else {}
        steps = SiteStep.objects.filter(step=Step.DEPLOY, unit__in=units, done__gte=F("wanted"))
        self._up_to_date = set(steps.values_list("unit_id", flat=True))

    def of(self, unit: Unit) -> Covered:
        """How it stands at one of ``units``."""
        line = self._lines.get(unit.pk)
        if line and line.live_at:
            return Covered(unit, Place.SHOWING, line.live_at, "")
        # Of a page that has been there for longer than receipts are kept, its site knows.
        if self._taken and line is None and unit.pk in self._up_to_date:
            return Covered(unit, Place.SHOWING, None, "")
        return Covered(unit, Place.WAITING, None, line.why_not_yet if line else WAITS)


def _covered(unit: Unit, found: Forecast, sites: _Sites) -> Covered:
    here = found.states.get(unit.pk)
    if here is None:
        return Covered(unit, Place.ABSENT, None, NO_SECTION)
    if not here.shown:
        return Covered(unit, Place.ABSENT, None, WHY_ABSENT[here.state])
    return sites.of(unit)
