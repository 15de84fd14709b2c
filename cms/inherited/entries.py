"""The lines of the listing: every page from above at one unit, its state and what can be decided. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cms.inherited import words
from cms.inherited.words import Names, State
from cms.sharing.resolve import Resolved, resolve_unit
from cms.sharing.rules import DecisionFacts, PageFacts
from cms.sharing.sleeping import refused
from cms.sharing.world import World
from cms.units.folding import folded

_LOST_AT_HOME: Final = frozenset({"displaced", "off"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``verbs`` are those of ``words.VERBS`` that are open to the unit.

    ``origin`` is None where the unit may not know of the page any more; ``changed`` are the fields that
    those above changed after the unit did.
    """

    page: int
    title: str
    section: str
    slug: str
    origin: int | None
    state: State
    verbs: tuple[str, ...]
    own: bool = False
    mandatory: bool = False
    sleeping: str = ""
    changed: tuple[str, ...] = ()
    editable: bool = False

    @property
    def groups(self) -> set[str]:
        """What the line is found under."""
        groups = {self.state.group}
        if self.sleeping:
            groups.add("sleeping")
        if self.changed:
            groups.add("changed")
        return groups


def entries(world: World, unit: int, names: Names, changed: Mapping[int, Collection[str]]) -> list[Entry]:
    """The lines of ``unit``, by section in the order of its navigation, what lost behind what is shown.

    ``changed`` are, by page, the fields that those above changed since. Own pages are only among them
    where they are not shown; last come decisions about pages that are out of reach.
    """
    found = [
        _entry(world, unit, names, resolved, tuple(changed.get(resolved.page.id, ())))
        for resolved in resolve_unit(world, unit)
        if resolved.page.unit != unit or resolved.state in _LOST_AT_HOME
    ]
    return [*found, *_out_of_reach(world, unit, {entry.page for entry in found})]


def _entry(world: World, unit: int, names: Names, resolved: Resolved, changed: tuple[str, ...]) -> Entry:
    page = resolved.page
    decision = world.decisions_about.get(page.id, {}).get(unit)
    own = page.unit == unit
    return Entry(
        page=page.id,
        title=resolved.values["title"].value if "title" in resolved.values else page.title,
        section=page.section,
        slug=page.slug,
        origin=page.unit,
        state=words.state_of(resolved, unit, bool(decision and decision.adopt), names),
        verbs=() if own else verbs_for(page, decision),
        own=own,
        mandatory=page.strength == "mandatory",
        sleeping=_sleeping(world, page, decision, names),
        changed=changed,
        editable=not own and page.strength != "mandatory" and resolved.state not in ("offered", "off"),
    )


def verbs_for(page: PageFacts, decision: DecisionFacts | None) -> tuple[str, ...]:
    """What the unit whose ``decision`` this is can decide about a page that reaches it."""
    hide, adopt = bool(decision and decision.hide), bool(decision and decision.adopt)
    override, suspension = decision and decision.override, decision and decision.suspension
    back = [
        name
        for name, is_open in (
            ("unhide", hide),
            ("leave", adopt),
            ("resume", suspension),
            ("follow", override),
        )
        if is_open
    ]
    if page.strength == "mandatory":
        return tuple(back)
    if page.strength == "offered" and not adopt:
        return ("adopt", *back)
    ahead = [name for name, is_open in (("hide", not hide), ("suspend", not suspension)) if is_open]
    return (*ahead, *back, "detach")


def _sleeping(world: World, page: PageFacts, decision: DecisionFacts | None, names: Names) -> str:
    if decision is None:
        return ""
    reasons = [words.refusal(found, names[page.unit]) for found in refused(world, page, decision)]
    return " ".join(reasons)


def _out_of_reach(world: World, unit: int, told: set[int]) -> Iterator[Entry]:
    for decision in world.decisions:
        if decision.unit != unit or decision.page in told:
            continue
        page = world.page_by_id.get(decision.page)
        said = f"Quyết định chưa có tác dụng: {words.decided(decision)}"
        yield Entry(
            page=decision.page,
            title=page.title if page else words.GONE,
            section=page.section if page else "",
            slug=page.slug if page else "",
            origin=page.unit if page else None,
            state=State("sleeping", "time", said),
            verbs=("forget",),
            sleeping=f"{words.GONE}." if page else "",
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; empty means all."""

    section: str = ""
    origin: int | None = None
    group: str = ""
    text: str = ""

    def of(self, found: Iterable[Entry]) -> list[Entry]:
        """The lines that are wanted; words are found with and without marks, each anywhere in the title."""
        words_typed = folded(self.text).split()
        return [
            entry
            for entry in found
            if self.section in ("", entry.section)
            and self.origin in (None, entry.origin)
            and (not self.group or self.group in entry.groups)
            and (not words_typed or _all_in(words_typed, folded(entry.title)))
        ]


def _all_in(words_typed: Iterable[str], title: str) -> bool:
    return all(word in title for word in words_typed)
