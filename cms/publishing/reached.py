"""From changes in the outbox to the sites that each may touch, and in which lane.

``cms.sharing.affected`` says whose own answer a change touches, on both sides of it. What a unit shows also
decides where the sites of others lead: to its pages by links, and to the canonical address of what it does
not show itself. Here is always rather too much than too little: a site that turns out the same is not built.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from cms.publishing.models import Change, Lane, PageLink
from cms.publishing.recording import Facts
from cms.sharing import affected
from cms.sharing.load import load_choices, load_decisions, load_modes, load_units
from cms.sharing.models import LivePage
from cms.sharing.reach import parse
from cms.sharing.rules import DecisionFacts, Override, PageFacts
from cms.sharing.world import World

logger = logging.getLogger(__name__)

Lanes = dict[int, int]
"""The lane of each site that a change reaches, by the number of the unit's row."""

_SLOT = ("unit_id", "section", "slug")
_NAMED = ("code", "name", "full_name", "tier", "hostname")
_PLACED = ("code", "tier", "hostname", "parent_id", "valid_from", "valid_to")


class Reached:
    """The sites that changes reach, in the world of units as it is now."""

    def __init__(self) -> None:
        self._answer = {
            Change.Kind.PAGE: self._page,
            Change.Kind.DECISION: self._decision,
            Change.Kind.SECTION: self._section,
            Change.Kind.UNIT: self._unit,
        }

    def by(self, change: Change) -> Lanes:
        """Every site that ``change`` may touch."""
        if change.kind == Change.Kind.EVERYTHING:
            return self.everywhere(change.lane)
        if change.kind == Change.Kind.UNITS:
            return dict.fromkeys(change.what["units"], change.lane)
        return self._answer[Change.Kind(change.kind)](change)

    def everywhere(self, lane: int = Lane.SWEEP) -> Lanes:
        """Every site there is."""
        return dict.fromkeys(self._world.units, lane)

    @cached_property
    def _world(self) -> World:
        units = load_units(None)
        tiers = {unit.tier for unit in units.values()}
        return World(units=units, sections=load_modes(tiers), choices=load_choices())

    def _page(self, change: Change) -> Lanes:
        old, new = change.what["old"], change.what["new"]
        before, after = self.of_page(old), self.of_page(new)
        lanes = dict.fromkeys(before | after, int(Lane.INHERITED))
        lanes |= dict.fromkeys(before - after, int(Lane.TAKEDOWN))
        if change.lane == Lane.TAKEDOWN:
            lanes = dict.fromkeys(lanes, int(Lane.TAKEDOWN))
        for facts in (old, new):
            if facts and lanes.get(facts["unit_id"]) == Lane.INHERITED:
                lanes[facts["unit_id"]] = change.lane
        return _with(lanes, self._behind(old, new, before | after))

    def of_page(self, facts: Facts | None) -> set[int]:
        """The units whose own answer a page with these facts touches."""
        return affected.of_page(self._world, page_of(facts)) if facts else set()

    def _behind(self, old: Facts | None, new: Facts | None, direct: set[int]) -> set[int]:
        """Who depends on what the units of ``direct`` show, where that is decided anew."""
        if old is not None and new is not None and _settings(old) == _settings(new):
            return set()
        found = self._below({facts["unit_id"] for facts in (old, new) if facts and self._fills(facts)})
        slots = {tuple(facts[name] for name in _SLOT) for facts in (old, new) if facts}
        if len(slots) == 2 or not (old and new):
            found |= self._linking(slots)
        return found | self._rivals(slots, direct)

    def _fills(self, facts: Facts) -> bool:
        """Whether the page's section shows what comes from above only while the unit has no page there."""
        sections = self._world.sections_of.get(facts["unit_id"], ())
        return any(section.key == facts["section"] and section.mode == "fill" for section in sections)

    def _rivals(self, slots: Iterable[tuple[Any, ...]], direct: set[int]) -> set[int]:
        """Who shows or links to other pages at the same slots, which may win or lose them."""
        found: set[int] = set()
        for unit, section, slug in slots:
            units = {*direct, *self._world.chains.get(unit, ())}
            rows = LivePage.objects.filter(unit__in=units, section=section, slug=slug)
            for row in rows.values(*_SHARED):
                sites = self.of_page(row)
                found |= sites if row["unit_id"] in direct else sites & self._below(direct)
                if row["unit_id"] in direct:
                    found |= self._linking([tuple(row[name] for name in _SLOT)])
        return found

    def _below(self, units: Iterable[int]) -> set[int]:
        return {below for unit in units if unit in self._world.units for below in self._world.below(unit)}

    def _linking(self, slots: Iterable[tuple[Any, ...]]) -> set[int]:
        """The sites that show a page which links to one of ``slots``."""
        units = self._world.units
        targets = [f"{units[unit].code}/{section}/{slug}" for unit, section, slug in slots if unit in units]
        links = Q(target__in=targets)
        values = Q()
        for target in targets:
            values |= _says(f"page:{target}")
        return self._linked(links, values) if targets else set()

    def _linked(self, links: Q, values: Q) -> set[int]:
        linking = PageLink.objects.filter(links).values("page_id")
        rows = LivePage.objects.filter(pk__in=linking).values(*_SHARED)
        found = {unit for row in rows for unit in self.of_page(row)}
        decisions = load_decisions(values)
        return found.union(*(self._of_decision(decision) for decision in decisions))

    def _of_decision(self, decision: DecisionFacts) -> set[int]:
        rows = LivePage.objects.filter(page=decision.page).values(*_SHARED)
        world = replace(self._world, pages=tuple(page_of(row, decision.page) for row in rows))
        return affected.of_decision(world, decision)

    def _decision(self, change: Change) -> Lanes:
        old, new = change.what["old"], change.what["new"]
        sides = [facts for facts in (old, new) if facts]
        lanes = dict.fromkeys(
            (unit for facts in sides for unit in self._of_decision(_decided(facts))), int(Lane.INHERITED)
        )
        lanes |= {facts["unit_id"]: change.lane for facts in sides if facts["unit_id"] in lanes}
        shows = [(facts["hide"], facts["adopt"]) if facts else (False, False) for facts in (old, new)]
        return _with(lanes, self._below(lanes) if shows[0] != shows[1] else ())

    def _section(self, change: Change) -> Lanes:
        unit, section = change.what["unit"], change.what["section"]
        lanes: Lanes = dict.fromkeys(affected.of_section(self._world, unit, section), change.lane)
        if not lanes:
            return lanes
        start = f"{self._world.units[unit].code}/{section}/"
        linked = self._linked(Q(target__startswith=start), _says(f"page:{start}"))
        return _with(lanes, self._below(lanes) | linked)

    def _unit(self, change: Change) -> Lanes:
        unit, old, new = change.what["unit"], change.what["old"], change.what["new"]
        lanes: Lanes = {unit: change.lane}
        if _differ(old, new, _NAMED):
            lanes = _with(lanes, affected.of_name(self._world, unit))
        if not _differ(old, new, _PLACED):
            return lanes
        parents = {facts["parent_id"] for facts in (old, new) if facts and facts["parent_id"]}
        lanes = _with(lanes, parents | self._below([unit]))
        for code in {facts["code"] for facts in (old, new) if facts}:
            lanes = _with(lanes, self._linked(Q(target__startswith=f"{code}/"), _says(f"page:{code}/")))
        return lanes


_SHARED = (*_SLOT, "reach", "strength")


def _with(lanes: Lanes, others: Iterable[int]) -> Lanes:
    return {**dict.fromkeys(others, int(Lane.INHERITED)), **lanes}


def _settings(facts: Facts) -> tuple[Any, ...]:
    return tuple(facts[name] for name in _SHARED)


def _differ(old: Facts | None, new: Facts | None, names: Sequence[str]) -> bool:
    return old is None or new is None or any(old[name] != new[name] for name in names)


def page_of(facts: Facts, number: int = 0) -> PageFacts:
    """A page as it was recorded."""
    return PageFacts(
        id=number,
        unit=facts["unit_id"],
        section=facts["section"],
        slug=facts["slug"],
        reach=parse(facts["reach"]),
        strength=facts["strength"],
    )


def _decided(facts: Facts) -> DecisionFacts:
    override = Override({}, facts["override_reach"]) if facts["overrides"] else None
    return DecisionFacts(facts["unit_id"], facts["page_id"], facts["hide"], facts["adopt"], override)


def _says(text: str) -> Q:
    return Q(override_fields__icontains=text) | Q(suspended_fields__icontains=text)


def units_reached(pages: QuerySet[LivePage]) -> set[int]:
    """The units of ``pages`` and all that these reach."""
    reached = Reached()
    return {unit for row in pages.values(*_SHARED) for unit in reached.of_page(row)}


def all_reached(changes: Iterable[Change]) -> Iterator[tuple[Change, Lanes]]:
    """Each change with the sites that it reaches."""
    reached = Reached()
    for change in changes:
        try:
            lanes = reached.by(change)
        except (LookupError, TypeError, ValueError):
            # Another version wrote it, or a hand: it must not hold up what came after it.
            logger.exception("Change %s cannot be read, so that every site is looked at", change.pk)
            lanes = reached.everywhere()
        yield change, lanes
