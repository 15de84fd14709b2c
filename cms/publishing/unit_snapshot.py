"""From resolved pages to the snapshot of each unit's site. Pure: no queries."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from build.snapshot.schema import (
    VERSION,
    Look,
    Redirect,
    Section,
    Shown,
    UnitFacts,
    UnitRef,
    UnitSnapshot,
    UrgentOn,
)
from build.snapshot.tokens import links_in
from cms.sharing.resolve import Resolved, resolve_unit
from cms.sharing.rules import PageFacts
from cms.sharing.world import World


class UnitLike(Protocol):
    """What a site has to know of a unit; the model ``Unit`` has it."""

    id: int
    code: str
    name: str
    full_name: str
    kind: str
    tier: str
    hostname: str
    address: str
    phone: str
    email: str
    hours: str
    leader: str
    former_names: str
    sample: bool


class Given(NamedTuple):
    """What snapshots are made from, besides the world that is resolved.

    ``sections`` are each tier's; ``links`` the targets (UNIT/SECTION/SLUG) of each page's links, by the
    page's number; ``address`` turns a unit's hostname and a path into an address. ``left`` are the slots,
    as section and slug, that pages had before the one they have, by the page's number; the number behind
    them is the greater the later they were left. ``settled`` are the urgent pages that all pages of a site
    carry by now. ``kept`` are the documents of suspended pages whose files are all there. ``looks`` are
    those of the units that have one.
    """

    units: Mapping[int, UnitLike]
    sections: Mapping[str, Sequence[Section]]
    links: Mapping[int, Sequence[str]]
    address: Callable[[str, str], str]
    left: Mapping[int, Sequence[tuple[str, str, int]]] = {}
    settled: Collection[int] = ()
    kept: Collection[str] = ()
    looks: Mapping[int, Look] = {}


def unit_snapshots(
    world: World, given: Given, units: Collection[int] | None = None
) -> Iterator[UnitSnapshot]:
    """The snapshot of each of ``units``, or of every unit in ``world``, in the order of codes.

    For ``units`` alone the world may be no larger than their chains, their children, and the chains of
    those whose pages they link to (``links_out``).
    """
    sites = _Sites(world, given)
    for unit in sorted(world.units if units is None else units, key=lambda unit: given.units[unit].code):
        yield sites.snapshot(unit)


def links_out(world: World, given: Given, units: Collection[int]) -> set[str]:
    """What the sites of ``units`` link to and do not show, as UNIT/SECTION/SLUG."""
    sites = _Sites(world, given)
    return {target for unit in units for target in sites.links_out(unit)}


class _Sites:
    """What sites show, each looked at once: it decides where others' links and canonical addresses lead."""

    def __init__(self, world: World, given: Given) -> None:
        self.world = world
        self.given = given
        self._shown: dict[int, list[Resolved]] = {}
        self._pages_on: dict[int, set[int]] = {}

    def shown(self, unit: int) -> list[Resolved]:
        """What the unit's site shows, in its order."""
        if unit not in self._shown:
            self._shown[unit] = [found for found in resolve_unit(self.world, unit) if found.shown]
            self._pages_on[unit] = {found.page.id for found in self._shown[unit]}
        return self._shown[unit]

    def shows(self, unit: int, page: PageFacts) -> bool:
        """Whether the unit's site has the page."""
        self.shown(unit)
        return page.id in self._pages_on[unit]

    def snapshot(self, unit: int) -> UnitSnapshot:
        """What one unit's site shows."""
        world, given, pages = self.world, self.given, self.shown(unit)
        facts, chain = given.units[unit], world.chains[unit]
        children = sorted(world.children.get(unit, ()), key=lambda child: given.units[child].name)
        return UnitSnapshot(
            version=VERSION,
            unit=UnitFacts(**_ref(facts), **{name: getattr(facts, name) for name in _FACTS}),
            parents=tuple(UnitRef(**_ref(given.units[parent])) for parent in chain[1:]),
            children=tuple(UnitRef(**_ref(given.units[child])) for child in children),
            sections=tuple(given.sections[facts.tier]),
            shown=tuple(self._shown_page(found, chain) for found in pages),
            elsewhere=self._elsewhere(unit),
            redirects=tuple(_redirects(pages, given.left)),
            sample=facts.sample,
            look=given.looks.get(unit, Look()),
        )

    def links_out(self, unit: int) -> set[str]:
        """What pages on the unit's site link to and the site does not show."""
        pages = self.shown(unit)
        here = {self._target(found.page) for found in pages}
        return {target for found in pages for target in self._links(found)} - here

    def _elsewhere(self, unit: int) -> dict[str, str]:
        """The address of each page that is linked to and not shown here, where its origin shows it."""
        found = {}
        for target in sorted(self.links_out(unit)):
            page = self._page_at.get(target)
            if page and self.shows(page.unit, page):
                hostname = self.given.units[page.unit].hostname
                found[target] = self.given.address(hostname, f"/{page.section}/{page.slug}/")
        return found

    @cached_property
    def _page_at(self) -> dict[str, PageFacts]:
        return {self._target(page): page for page in self.world.page_by_id.values()}

    def _links(self, found: Resolved) -> Iterator[str]:
        """What the page may link to: the origin's links, and those in values that stand in their place."""
        yield from self.given.links.get(found.page.id, ())
        for value in found.values.values():
            if isinstance(value.value, str):
                yield from links_in(value.value)

    def _target(self, page: PageFacts) -> str:
        return f"{self.world.units[page.unit].code}/{page.section}/{page.slug}"

    def _shown_page(self, found: Resolved, chain: Sequence[int]) -> Shown:
        page, units = found.page, self.world.units
        # The origin's own site, unless a mandatory page or its section's mode keeps the page off it:
        # then the highest site on the way down to this one that shows it.
        canonical = next(unit for unit in reversed(chain) if self.shows(unit, page))
        return Shown(
            section=page.section,
            slug=page.slug,
            document=page.document,
            origin=units[page.unit].code,
            canonical=units[canonical].code,
            published_at=_utc(page.published_at),
            modified_at=_utc(_modified(page)),
            pinned=page.pinned,
            mandatory=page.strength == "mandatory",
            deadline=_utc(page.deadline),
            values={name: value.value for name, value in found.values.items()},
            changed_by=tuple(units[unit].code for unit in found.changed_by),
            suspended_since=_utc(found.suspended_since),
            kept=found.kept if found.kept in self.given.kept and found.kept != page.document else None,
            urgent_on=self._urgent_on(page),
        )

    def _urgent_on(self, page: PageFacts) -> UrgentOn:
        if page.urgent_since is None:
            return ""
        return "everywhere" if page.id in self.given.settled else "fronts"


def _redirects(
    pages: Sequence[Resolved], left: Mapping[int, Sequence[tuple[str, str, int]]]
) -> Iterator[Redirect]:
    """From the slots that pages shown here have left, unless some page stands there.

    Of several that stood there it leads to the one that left last.
    """
    leads = {(found.page.section, found.page.slug): None for found in pages}
    gone = [
        (number, (section, slug), found.page)
        for found in pages
        for section, slug, number in left.get(found.page.id, ())
    ]
    for _, old, page in sorted(gone, key=lambda one: -one[0]):
        leads.setdefault(old, page)
    for old, page in sorted(leads.items(), key=lambda one: one[0]):
        if page:
            yield Redirect(section=old[0], slug=old[1], to_section=page.section, to_slug=page.slug)


_FACTS = ("kind", "address", "phone", "email", "hours", "leader")


def _ref(unit: UnitLike) -> dict[str, Any]:
    former = tuple(name.strip() for name in unit.former_names.split(";") if name.strip())
    facts = {name: getattr(unit, name) for name in ("code", "name", "full_name", "tier", "hostname")}
    return {**facts, "former_names": former}


def _modified(page: PageFacts) -> datetime | None:
    """When the page last changed for citizens: not before they could see it."""
    return max((moment for moment in (page.published_at, page.modified_at) if moment), default=None)


def _utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def sections_for_sites(specs: Sequence[Any]) -> tuple[Section, ...]:
    """A tier's sections as its sites show them; ``specs`` are those of its ``sections.toml``."""
    return tuple(
        Section(key=s.key, title=s.title, intro=s.intro, legal_basis=s.legal_basis, home=s.home)
        for s in specs
    )
