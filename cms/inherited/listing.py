"""The list of one unit as the screen has it: read in a number of queries that stays the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from cms.inherited import words
from cms.inherited.changes import changes_at
from cms.inherited.entries import Entry, Wanted, entries
from cms.inherited.words import VERBS, Verb
from cms.pages.sections import load_sections
from cms.sharing.load import load_chain_world
from cms.sharing.published import documents_of
from cms.units.models import Unit

FIRST = ("adopt", "hide", "unhide", "forget")
"""The decisions that have a button on the line itself; the others are in its menu."""


SHOWN = frozenset({"follows", "overridden", "suspended"})
"""The states in which the unit's own site has the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its words and buttons: (name of the verb, the verb)."""

    entry: Entry
    section: str
    changed: str
    buttons: list[tuple[str, Verb]]
    more: list[tuple[str, Verb]]
    edit_url: str
    merge_url: str
    view_url: str


class Listing:
    """The entries of ``unit`` and how ``query`` narrows them."""

    def __init__(self, unit: Unit, query: Mapping[str, str]) -> None:
        world = load_chain_world([unit.pk])
        about = [
            decision.page
            for decision in world.decisions
            if decision.unit == unit.pk and decision.override and decision.override.base
        ]
        units = Unit.objects.filter(pk__in=world.units).values_list("pk", "full_name", "hostname")
        rows = list(units)
        self.names = {number: name for number, name, _ in rows}
        self._hostnames = {number: hostname for number, _, hostname in rows}
        self._unit = unit.pk
        self._changes: dict[int, list[str]] = {}
        for changed in changes_at(world, unit.pk, documents_of(about)):
            self._changes.setdefault(changed.page.id, []).append(changed.field)
        self._chain = world.chains.get(unit.pk, ())
        self.all = entries(world, unit.pk, self.names, self._changes) if self._chain else []
        self._titles = {section.key: section.title for section in load_sections(unit.tier)}
        self.query = _wanted(query)
        self.wanted = self.query.of(self.all)
        self.address = f"{reverse('lienthong_inherited_list')}?{urlencode(query)}"

    @cached_property
    def sections(self) -> list[tuple[str, str]]:
        """The sections that have lines, with their titles, in the order of the navigation."""
        there = {entry.section for entry in self.all}
        return [(key, title) for key, title in self._titles.items() if key in there]

    @cached_property
    def origins(self) -> list[tuple[int, str]]:
        """The units that lines come from, the nearest first."""
        there = {entry.origin for entry in self.all}
        return [(number, self.names[number]) for number in self._chain if number in there]

    @cached_property
    def groups(self) -> list[tuple[str, str, int]]:
        """The states that lines have, in words, and how many have each."""
        counted = dict.fromkeys(words.GROUPS, 0)
        for entry in self.all:
            for group in entry.groups:
                counted[group] += 1
        return [(group, words.GROUPS[group], count) for group, count in counted.items() if count]

    def lines(self, found: Iterable[Entry]) -> list[Line]:
        """The lines of some entries."""
        return [self._line(entry) for entry in found]

    def _line(self, entry: Entry) -> Line:
        verbs = [(name, VERBS[name]) for name in entry.verbs]
        return Line(
            entry=entry,
            section=self._titles.get(entry.section, ""),
            changed=words.labels(entry.changed),
            buttons=[found for found in verbs if found[0] in FIRST],
            more=[found for found in verbs if found[0] not in FIRST],
            edit_url=self._to("override", entry) if entry.editable else "",
            merge_url=self._to("merge", entry) if entry.changed else "",
            view_url=self._on_a_site(entry),
        )

    def _on_a_site(self, entry: Entry) -> str:
        """Where the page can be read: on the unit's site if that shows it, else on its origin's."""
        if entry.origin is None or entry.own:
            return ""
        site = self._unit if entry.state.group in SHOWN else entry.origin
        return f"{settings.SITE_URL.format(hostname=self._hostnames[site])}/{entry.section}/{entry.slug}/"

    def _to(self, view: str, entry: Entry) -> str:
        address = reverse(f"lienthong_inherited_{view}", args=[entry.page])
        return f"{address}?{urlencode({'next': self.address})}"


def _wanted(query: Mapping[str, str]) -> Wanted:
    origin = query.get("origin", "")
    return Wanted(
        section=query.get("section", ""),
        origin=int(origin) if origin.isdigit() else None,
        group=query.get("state", "") if query.get("state") in words.GROUPS else "",
        text=query.get("q", "").strip(),
    )
