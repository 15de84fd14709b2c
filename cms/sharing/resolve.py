"""What a unit shows in each section, what lost, and why: rules 1 to 4 and 6 of inheritance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from cms.sharing.fields import FOLLOWS, Values, suspension_at, values_at
from cms.sharing.rules import PageFacts, SectionMode
from cms.sharing.world import World

State = Literal[
    "own", "suspended", "overridden", "follows", "off", "offered", "hidden", "displaced", "beaten"
]
SHOWN: Final = frozenset({"own", "suspended", "overridden", "follows"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """One page at one unit: shown, or lost and to whom.

    ``values`` are the fields that do not come from the origin, ``changed_by`` the units that they come
    from, nearest last. ``kept`` is the document of the day since which the page is suspended, where known.
    ``winner`` is the page that has the slot instead.
    """

    page: PageFacts
    state: State
    because: str
    values: Values = field(default_factory=lambda: FOLLOWS)
    changed_by: tuple[int, ...] = ()
    suspended_since: datetime | None = None
    kept: str = ""
    winner: PageFacts | None = None

    @property
    def shown(self) -> bool:
        """Whether the unit's site has this page."""
        return self.state in SHOWN


def resolve_all(world: World) -> dict[int, list[Resolved]]:
    """``resolve_unit`` for every unit."""
    return {unit: resolve_unit(world, unit) for unit in world.units}


def resolve_unit(world: World, unit: int) -> list[Resolved]:
    """What ``unit`` shows and what lost there, by section in the order of its navigation.

    In a section those shown come first, in the order of the site's lists; then what lost.
    """
    above: dict[str, list[PageFacts]] = defaultdict(list)
    for page in world.from_above(unit):
        above[page.section].append(page)
    own = world.own_pages.get(unit, {})
    found: list[Resolved] = []
    for section in world.sections_of[unit]:
        if section.key in above or section.key in own:
            found += _Section(world, unit, section, bool(own.get(section.key))).resolve(
                own.get(section.key, ()), above.get(section.key, ())
            )
    return found


@dataclass(frozen=True, slots=True)
class _Section:
    world: World
    unit: int
    section: SectionMode
    has_own: bool

    def resolve(self, own: Iterable[PageFacts], above: Iterable[PageFacts]) -> list[Resolved]:
        lost: list[Resolved] = []
        slots: dict[str, list[PageFacts]] = defaultdict(list)
        for page in (*own, *above):
            dropped = self._dropped(page)
            if dropped:
                lost.append(self._answer(page, *dropped))
            else:
                slots[page.slug].append(page)
        shown: list[Resolved] = []
        for rivals in slots.values():
            winner = rivals[0] if len(rivals) == 1 else min(rivals, key=self._precedence)
            shown.append(self._shown(winner))
            lost += [self._loser(page, winner) for page in rivals if page is not winner]
        return sorted(shown, key=self._place) + sorted(lost, key=self._place)

    def _dropped(self, page: PageFacts) -> tuple[State, str] | None:
        """Rules 1 and 2: state and reason of a page that does not get as far as its slot."""
        off = self._off(page)
        if off:
            return "off", off
        if page.unit == self.unit or page.strength == "mandatory":
            return None
        decision = self.world.decisions_about.get(page.id, {}).get(self.unit)
        if page.strength == "offered" and not (decision and decision.adopt):
            return "offered", "offered and not adopted here (rule 1)"
        if decision and decision.hide:
            return "hidden", "hidden here (rule 1)"
        return None

    def _off(self, page: PageFacts) -> str | None:
        """Rule 2: why the section's mode leaves the page out."""
        mode = self.section.mode
        if page.unit == self.unit:
            return "the section shows only what comes from above (rule 2)" if mode == "locked" else None
        if page.strength == "mandatory":
            return None
        if mode == "own":
            return "the section shows only the unit's own pages (rule 2)"
        if mode == "fill" and self.has_own:
            return "the unit has pages of its own in the section (rule 2)"
        return None

    def _precedence(self, page: PageFacts) -> tuple[bool, int]:
        """Rule 3: mandatory pages first, of these the highest up; of the others the nearest."""
        depth = len(self.world.chains[page.unit])
        mandatory = page.strength == "mandatory"
        return not mandatory, depth if mandatory else -depth

    def _shown(self, page: PageFacts) -> Resolved:
        if page.unit == self.unit:
            return Resolved(page, "own", "the unit's own page (rule 3)")
        if page.strength == "mandatory":
            return Resolved(page, "follows", "mandatory, highest up (rule 3)")
        offered = page.strength == "offered"
        because = "adopted here, nearest above (rules 1 and 3)" if offered else "nearest above (rule 3)"
        return self._answer(page, None, because)

    def _loser(self, page: PageFacts, winner: PageFacts) -> Resolved:
        code = self.world.units[winner.unit].code
        if page.unit == self.unit:
            return self._answer(page, "displaced", f"under the mandatory page of {code} (rule 3)", winner)
        return self._answer(page, "beaten", f"the page of {code} has the slot (rule 3)", winner)

    def _answer(
        self, page: PageFacts, state: State | None, because: str, winner: PageFacts | None = None
    ) -> Resolved:
        """The page with its fields (rule 4); a ``state`` of None stands for one of those shown."""
        if page.unit == self.unit or page.id not in self.world.decisions_about:
            return Resolved(page, state or "follows", because, winner=winner)
        values = values_at(self.world, page, self.unit)
        suspension = suspension_at(self.world, page, self.unit)
        sources = {found.unit for found in values.values()}
        if state is None:
            state = "suspended" if suspension else "overridden" if self.unit in sources else "follows"
        changed_by = tuple(unit for unit in reversed(self.world.chains[self.unit]) if unit in sources)
        since = suspension.since if suspension else None
        kept = suspension.document if suspension else ""
        return Resolved(page, state, because, values, changed_by, since, kept, winner)

    def _place(self, resolved: Resolved) -> tuple[bool, int]:
        """Rule 6, with the unit's own pages before all others where the section says so."""
        inherited = resolved.page.unit != self.unit
        return self.section.order == "own_first" and inherited, self.world.rank[resolved.page.id]
