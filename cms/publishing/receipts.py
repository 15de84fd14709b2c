"""What came of a change, site by site: live since when, found by search since when, or why not yet."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from cms.publishing.models import Change, ReceiptLine, SiteStep, Step
from cms.publishing.reached import page_of
from cms.publishing.reasons import in_words
from cms.sharing.load import load_chains, load_choices, load_decisions, load_modes, page_facts
from cms.sharing.models import LivePage
from cms.sharing.resolve import SHOWN, resolve_unit
from cms.sharing.world import World
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


def not_showing(change: Change, units: Collection[int]) -> dict[int, str]:
    """Those of ``units`` whose sites do not show the page of ``change`` as things stand, by the rules' state.

    However far the change has come there. Not among them is a unit that showed the page before: from its
    site the change takes it off. A query a tier, and four.
    """
    row = LivePage.objects.filter(page=change.page_id).first() if change.kind == Change.Kind.PAGE else None
    if row is None:
        return {}
    before = change.what.get("old")
    chains = load_chains(units)
    sections = {row.section, before["section"]} if before else {row.section}
    pages = [page_facts(one) for one in LivePage.objects.filter(section__in=sections, unit__in=chains)]
    world = World(
        units=chains,
        pages=tuple(pages),
        decisions=load_decisions(Q(page__in=[page.id for page in pages if page.slug == row.slug])),
        sections=load_modes({unit.tier for unit in chains.values()}),
        choices=load_choices(Q(section__in=sections)),
    )
    now = _states(world, units, row.page_id)
    former = [page_of(before, row.page_id)] if before else []
    others = [page for page in pages if page.id != row.page_id]
    was = _states(replace(world, pages=(*others, *former)), units, row.page_id)
    return {
        unit: state for unit, state in now.items() if state not in SHOWN and was.get(unit, state) not in SHOWN
    }


def _states(world: World, units: Collection[int], page: int) -> dict[int, str]:
    """The state of ``page`` at those of ``units`` that it reaches."""
    return {
        unit: one.state
        for unit in world.units.keys() & set(units)
        for one in resolve_unit(world, unit)
        if one.page.id == page
    }


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
