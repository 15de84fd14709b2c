"""All that the rules look at, with the lookups that every unit's answer needs, made once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cms.sharing import reach
from cms.sharing.rules import DecisionFacts, PageFacts, SectionChoice, SectionMode, UnitNode


@dataclass(frozen=True)
class World:
    """Units in force, live pages, decisions, and sections by tier with what units changed in them.

    ``sections`` lists each tier's in the order of its navigation. Pages of units that are not in
    ``units``, and decisions by them, count for nothing.
    """

    units: Mapping[int, UnitNode]
    pages: tuple[PageFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    sections: Mapping[str, tuple[SectionMode, ...]] = field(default_factory=dict)
    choices: Mapping[tuple[int, str], SectionChoice] = field(default_factory=dict)

    @cached_property
    def chains(self) -> dict[int, tuple[int, ...]]:
        """For each unit: itself, its parent, and so on to the top."""
        chains: dict[int, tuple[int, ...]] = {}
        for unit in self.units:
            self._chain(unit, chains)
        return chains

    def _chain(self, unit: int, chains: dict[int, tuple[int, ...]]) -> tuple[int, ...]:
        if unit not in chains:
            parent = self.units[unit].parent
            above = self._chain(parent, chains) if parent in self.units else ()
            chains[unit] = (unit, *above)
        return chains[unit]

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """For each unit that has some: the units directly below it."""
        children = defaultdict(list)
        for unit in self.units.values():
            if unit.parent is not None:
                children[unit.parent].append(unit.id)
        return dict(children)

    def below(self, unit: int) -> Iterator[int]:
        """Every unit below ``unit``, itself left out."""
        for child in self.children.get(unit, ()):
            yield child
            yield from self.below(child)

    @cached_property
    def page_by_id(self) -> dict[int, PageFacts]:
        """The pages that take part."""
        return {page.id: page for page in self.pages if page.unit in self.units}

    @cached_property
    def own_pages(self) -> dict[int, dict[str, list[PageFacts]]]:
        """For each unit with pages: its own, by section."""
        own: dict[int, dict[str, list[PageFacts]]] = defaultdict(lambda: defaultdict(list))
        for page in self.page_by_id.values():
            own[page.unit][page.section].append(page)
        return own

    @cached_property
    def rank(self) -> dict[int, int]:
        """Each page's place in lists: pinned first, newest first, pages without a date last (rule 6)."""
        pages = sorted(self.page_by_id.values(), key=lambda page: (page.section, page.slug, page.unit))
        pages.sort(key=_age)
        return {page.id: place for place, page in enumerate(pages)}

    @cached_property
    def decisions_about(self) -> dict[int, dict[int, DecisionFacts]]:
        """For each page that somebody decided about: the decisions, by unit."""
        about: dict[int, dict[int, DecisionFacts]] = defaultdict(dict)
        for decision in self.decisions:
            about[decision.page][decision.unit] = decision
        return dict(about)

    @cached_property
    def sections_of(self) -> dict[int, tuple[SectionMode, ...]]:
        """Each unit's sections, with what it changed in them where its tier lets it."""
        tiers = {tier: tuple(sections) for tier, sections in self.sections.items()}
        changed = {unit for unit, _ in self.choices}
        return {
            unit.id: (
                tuple(self._section(unit.id, section) for section in tiers.get(unit.tier, ()))
                if unit.id in changed
                else tiers.get(unit.tier, ())
            )
            for unit in self.units.values()
        }

    def _section(self, unit: int, tier: SectionMode) -> SectionMode:
        choice = self.choices.get((unit, tier.key), SectionChoice())
        mode = tier.mode if tier.fixed else choice.mode or tier.mode
        return SectionMode(tier.key, mode, tier.fixed, choice.order or tier.order)

    def has_section(self, unit: int, key: str) -> bool:
        """Whether the unit's tier has the section."""
        return any(section.key == key for section in self.sections_of[unit])

    def reaches(self, page: PageFacts, unit: int) -> bool:
        """Whether the page's reach covers the unit; never its origin."""
        return unit in self.units and reach.covers(page.reach, page.unit, self.units[unit], self.chains[unit])

    @cached_property
    def _doors(self) -> dict[tuple[object, ...], list[PageFacts]]:
        """The pages from above, by what a unit has to be to be reached by them."""
        doors: dict[tuple[object, ...], list[PageFacts]] = defaultdict(list)
        for page in self.page_by_id.values():
            for door in self._doors_of(page):
                doors[door].append(page)
        return dict(doors)

    def _doors_of(self, page: PageFacts) -> Iterator[tuple[object, ...]]:
        kind = page.reach.kind
        if kind in ("children", "all"):
            yield kind, page.unit
        for entry in page.reach.entries:
            if kind == "tiers":
                yield kind, page.unit, entry
            elif page.unit in self.chains.get(entry, ())[1:]:
                yield kind, entry

    def from_above(self, unit: int) -> Iterable[PageFacts]:
        """The pages of the units above whose reach covers ``unit``."""
        chain, doors = self.chains[unit], self._doors
        tier = self.units[unit].tier
        found: list[PageFacts] = []
        found += doors.get(("units", unit), ())
        found += doors.get(("below", unit), ())
        for above in chain[1:]:
            found += doors.get(("all", above), ())
            found += doors.get(("tiers", above, tier), ())
            found += doors.get(("below", above), ())
        if len(chain) > 1:
            found += doors.get(("children", chain[1]), ())
        return {page.id: page for page in found}.values()


def _age(page: PageFacts) -> tuple[bool, bool, float]:
    published = page.published_at
    return not page.pinned, published is None, -published.timestamp() if published else 0.0
