"""Everything that a site consists of, each with the key of what it is made from; nothing is made yet."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
from markupsafe import escape

from build.render.facets import Facet, facets
from build.render.lost_files import without_lost_files
from build.render.parts import Chrome, Part, Slots, joined
from build.render.policy import policy
from build.render.records import LinkedSection, Site
from build.render.related import related
from build.render.schedules import schedules
from build.render.theme import Theme
from build.render.theme_colours import own_style
from build.render.urgent import UrgentNotices
from build.render.views import ShownPage, tokens_of
from build.snapshot.schema import Document, Shown, digest


class Around(NamedTuple):
    """What stands around the main part of a page; ``last`` is where the breadcrumbs end."""

    section: LinkedSection | None
    title: str
    head: str
    last: str
    urgent: Part


class SitePlan:
    """What the files of one site are planned from: its snapshot, its documents and its tier's theme.

    ``pages`` are in the order of the lists, ``entries`` and ``page_at`` by their path, ``schedules`` by the
    key of their section, the latest week first. ``offline`` says whether readers' devices may keep the site.
    ``assets`` are the theme's, in the unit's own colours; ``elsewhere``: another host hands the pages out.
    """

    def __init__(
        self,
        site: Site,
        documents: dict[str, Document],
        theme: Theme,
        api_url: str,
        *,
        offline: bool = True,
        elsewhere: bool = False,
    ) -> None:
        self.site, self.theme, self.offline = site, theme, offline
        look = site.snapshot.look
        self.assets = theme.assets.with_style(own_style(site.unit.tier, look.colour))
        self._api_url = api_url
        self._elsewhere = elsewhere
        self._chrome: Chrome | None = None
        self._slots = {f"{p.origin}/{p.section}/{p.slug}" for p in site.snapshot.shown}
        self._addresses = {f"{p.section}/{p.slug}" for p in site.snapshot.shown}
        assets = {file.asset for document in documents.values() for file in document.files}
        self.pages = [
            ShownPage(site, shown, document, tokens_of(shown, document), self._address)
            for found in site.snapshot.shown
            for shown in (_with_files_there(found, assets),)
            for document in (documents[shown.document],)
        ]
        self.entries = {page.path: page.entry() for page in self.pages}
        self._by_section: dict[str, list[ShownPage]] = {}
        for page in self.pages:
            self._by_section.setdefault(page.shown.section, []).append(page)
        found = ((key, schedules(pages)) for key, pages in self._by_section.items())
        self.schedules = {key: weeks for key, weeks in found if weeks}
        self.related = {
            url: pages
            for group in self._by_section.values()
            for url, pages in related(self.entries[page.path] for page in group).items()
        }
        self.page_at = {page.path: page for page in self.pages}
        self.urgent = UrgentNotices(self.pages, self.entries, theme)
        self.chrome_key = self.key(
            msgspec.structs.asdict(site.unit),
            site.parents,
            site.children,
            site.sections,
            site.snapshot.sample,
            self.urgent.everywhere,
            look.colour,
            look.emblem,
        )

    def key(self, *parts: Any) -> str:
        """The name of what is made from ``parts`` with this theme."""
        return digest(
            msgspec.json.encode((self.theme.fingerprint, self._api_url, parts), order="deterministic")
        )

    def _address(self, target: str) -> str | None:
        """Where a link to UNIT/SECTION/SLUG leads from this site: its own copy, the origin's, or nowhere."""
        slot = target.partition("/")[2]
        if target in self._slots or slot in self._addresses:
            return f"/{slot}/"
        return self.site.snapshot.elsewhere.get(target)

    def by_section(self) -> Iterator[tuple[LinkedSection, Sequence[ShownPage]]]:
        """Every section of the site, also an empty one, with its pages in the order of its list."""
        return ((section, self._by_section.get(section.key, [])) for section in self.site.sections)

    @cached_property
    def facets(self) -> dict[str, list[Facet]]:
        """By what the list of each section can be narrowed, by the section's key."""
        return {
            section.key: facets(section.title, [self.entries[page.path] for page in pages])
            for section, pages in self.by_section()
        }

    def compose(self, main: Part, around: Around, frame: Chrome | None = None) -> Part:
        """The whole page, in the site's own ``frame`` unless another one is given."""
        section, last = around.section, around.last
        here = last or (section.title if section else "")
        crumbs = f'<li aria-current="page">{escape(here)}</li>' if here else ""
        if section and last:
            crumbs = f'<li><a href="{section.url}">{escape(section.title)}</a></li>\n{crumbs}'
        values = {
            "title": str(escape(around.title)).encode(),
            "head": around.head.encode(),
            "crumbs": crumbs.encode(),
            "urgent": around.urgent.html,
            "main": main.html,
        }
        html = (frame or self.frame()).compose(section.key if section else "", values)
        return Part(html, joined(main.refs, around.urgent.refs))

    def frame(self) -> Chrome:
        """What is the same on every page of the site."""
        if self._chrome is None:
            self._chrome = Chrome(self.theme.render("page.html", {**self.context(), "slot": Slots}))
        return self._chrome

    def context(self) -> dict[str, Any]:
        """The variables that every template of the site may use."""
        site = self.site
        return {
            "site": site.unit,
            "parents": site.parents,
            "children": site.children,
            "sections": site.sections,
            "assets": self.assets,
            "emblem": site.snapshot.look.emblem,
            "icon": site.snapshot.look.icon,
            "photograph": site.snapshot.look.photograph,
            "api_url": self._api_url,
            "policy": policy(site, self._api_url, elsewhere=self._elsewhere),
            "sample": site.snapshot.sample,
        }


def _with_files_there(shown: Shown, assets: Collection[str]) -> Shown:
    if not shown.values:
        return shown
    return msgspec.structs.replace(shown, values=without_lost_files(shown.values, assets))
