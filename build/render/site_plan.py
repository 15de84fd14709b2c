"""Everything that a site consists of, each with the key of what it is made from; nothing is made yet."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

import msgspec
from markupsafe import escape

from build.render.feeds import LENGTH, FeedItem, atom, json_feed
from build.render.for_robots import opensearch, robots, sitemap
from build.render.head import head, organisation_data, page_head, search_data
from build.render.home_page import home_page
from build.render.lost_files import without_lost_files
from build.render.parts import Chrome, Part, Slots
from build.render.records import Entry, LinkedSection, Site
from build.render.state import Kind
from build.render.theme import Theme
from build.render.urgent import FRAGMENT, UrgentNotices
from build.render.views import ShownPage, tokens_of
from build.snapshot.schema import Document, Redirect, Shown, digest

PAGE_SIZE: Final = 20


class Item(NamedTuple):
    """One file of the site: where it goes, the key of its content, and how to make it."""

    path: str
    kind: Kind
    key: str
    make: Callable[[], Part]


class Around(NamedTuple):
    """What stands around the main part of a page; ``last`` is where the breadcrumbs end."""

    section: LinkedSection | None
    title: str
    head: str
    last: str
    urgent: Part


class SitePlan:
    """The files of one site, from its snapshot, the documents it shows and its tier's theme."""

    def __init__(self, site: Site, documents: dict[str, Document], theme: Theme, api_url: str) -> None:
        self.site = site
        self.theme = theme
        self._api_url = api_url
        self._chrome: Chrome | None = None
        self._slots = {f"{p.origin}/{p.section}/{p.slug}" for p in site.snapshot.shown}
        self._addresses = {f"{p.section}/{p.slug}" for p in site.snapshot.shown}
        assets = {file.asset for document in documents.values() for file in document.files}
        self.pages = [
            ShownPage(site, shown, document, tokens_of(document, shown.values), self._address)
            for found in site.snapshot.shown
            for shown in (_with_files_there(found, assets),)
            for document in (documents[shown.document],)
        ]
        self.entries = {page.path: page.entry() for page in self.pages}
        self._page_at = {page.path: page for page in self.pages}
        self._urgent = UrgentNotices(self.pages, self.entries, theme)
        self._chrome_key = self._key(
            msgspec.structs.asdict(site.unit),
            site.parents,
            site.children,
            site.sections,
            site.snapshot.sample,
            self._urgent.everywhere,
        )

    def items(self) -> Iterator[Item]:
        """Every file but the assets."""
        yield from map(self._page, self.pages)
        yield from map(self._redirect, self.site.snapshot.redirects)
        sections = {
            key: list(pages) for key, pages in groupby(self.pages, key=lambda page: page.shown.section)
        }
        for section in self.site.sections:
            pages = sections.get(section.key, [])
            yield from self._section_pages(section, pages)
            yield from self._feeds(section.url, f"{section.title} – {self.site.unit.full_name}", pages)
        yield from self._site_pages(sections)
        yield from self._feeds("/", self.site.unit.full_name, self.pages)
        yield from self._for_robots()
        yield Item(FRAGMENT, "feed", self._key(self._urgent.on_fronts), self._urgent.fragment)

    def _key(self, *parts: Any) -> str:
        return digest(
            msgspec.json.encode((self.theme.fingerprint, self._api_url, parts), order="deterministic")
        )

    def _address(self, target: str) -> str | None:
        """Where a link to UNIT/SECTION/SLUG leads from this site: its own copy, the origin's, or nowhere."""
        slot = target.partition("/")[2]
        if target in self._slots or slot in self._addresses:
            return f"/{slot}/"
        return self.site.snapshot.elsewhere.get(target)

    def _page(self, page: ShownPage) -> Item:
        main_key = self._key(page.main_key())
        section = page.section
        entry = self.entries[page.path]
        key = self._key(self._chrome_key, section.key, main_key, entry.summary)

        def make() -> Part:
            lines = page_head(page, entry.summary)
            urgent = self._urgent.banner("everywhere", page.path)
            return self._compose(self._main(page), Around(section, page.title, lines, page.title, urgent))

        return Item(f"{page.path[1:]}index.html", "page", key, make)

    def _redirect(self, redirect: Redirect) -> Item:
        """A page at an address that the site once had, which takes its readers to where it went."""
        target = self._page_at[f"/{redirect.to_section}/{redirect.to_slug}/"]
        title = "Trang đã chuyển sang địa chỉ mới"

        def make() -> Part:
            lines = head(self.site, description=title, canonical=target.canonical_url, indexed=False)
            lines += f'\n<meta http-equiv="refresh" content="0; url={escape(target.path)}">'
            context = {"title": title, "url": target.path, "target": target.title}
            around = Around(target.section, title, lines, title, self._urgent.banner("everywhere"))
            return self._compose(self.theme.part("moved.html", context), around)

        key = self._key(self._chrome_key, "moved", target.path, target.title, target.canonical_url)
        return Item(f"{redirect.section}/{redirect.slug}/index.html", "page", key, make)

    def _main(self, page: ShownPage) -> Part:
        template = f"types/{page.document.type}.html"
        if page.own:
            return self.theme.part(template, page.context())
        shared = self.theme.open_part(self._key(page.shared_key()), template, page.open_context)
        return shared.close(self.site.unit, page.address) or self.theme.part(template, page.context())

    def _section_pages(self, section: LinkedSection, pages: Sequence[ShownPage]) -> Iterator[Item]:
        entries = [self.entries[page.path] for page in pages]
        count = max(1, -(-len(entries) // PAGE_SIZE))
        for number in range(1, count + 1):
            part = entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
            yield self._listing(section, part, number, count)

    def _listing(self, section: LinkedSection, entries: list[Entry], number: int, count: int) -> Item:
        def path(page: int) -> str:
            return section.url if page == 1 else f"{section.url}trang/{page}/"

        def make() -> Part:
            context = {
                "section": section,
                "entries": entries,
                "page_number": number,
                "page_count": count,
                "previous_url": path(number - 1) if number > 1 else None,
                "next_url": path(number + 1) if number < count else None,
                "feed_url": f"{section.url}feed.xml",
            }
            title = section.title if number == 1 else f"{section.title}, trang {number}"
            lines = head(
                self.site,
                description=section.intro or f"{section.title} của {self.site.unit.full_name}",
                canonical=self.site.unit.url + path(number),
                section=section,
            )
            last = f"Trang {number}" if number > 1 else ""
            urgent = self._urgent.banner("everywhere" if last else "fronts")
            around = Around(section, title, lines, last, urgent)
            return self._compose(self.theme.part("listing.html", context), around)

        urgent = [] if number > 1 else self._urgent.on_fronts
        key = self._key(self._chrome_key, "listing", section.key, entries, number, count, urgent)
        return Item(f"{path(number)[1:]}index.html", "list", key, make)

    def _site_pages(self, sections: dict[str, list[ShownPage]]) -> Iterator[Item]:
        entries = {key: [self.entries[page.path] for page in pages] for key, pages in sections.items()}
        leads, groups = home_page(self.site.sections, entries)
        organisation = [organisation_data(self.site), search_data(self.site)]
        yield self._site_page(
            "", "home.html", "Trang chủ", {"leads": leads, "groups": groups}, data=organisation
        )
        yield self._site_page("tim-kiem/", "search.html", "Tìm kiếm", {}, indexed=False)
        yield self._site_page("404.html", "not_found.html", "Không tìm thấy trang", {}, indexed=False)

    def _site_page(
        self, path: str, template: str, title: str, context: dict[str, Any], **head_options: Any
    ) -> Item:
        site = self.site

        def make() -> Part:
            description = f"{title} – Trang thông tin điện tử {site.unit.full_name}, {_trail(site)}"
            lines = head(site, description=description, canonical=f"{site.unit.url}/{path}", **head_options)
            main = self.theme.part(template, {**self._site_context(), **context})
            urgent = self._urgent.banner("everywhere" if path else "fronts")
            part = self._compose(main, Around(None, title, lines, title if path else "", urgent))
            return Part(part.html, tuple(sorted({*part.refs, *self._frame().refs})))

        key = self._key(self._chrome_key, template, context, [] if path else self._urgent.on_fronts)
        file = path if path.endswith(".html") else f"{path}index.html"
        return Item(file, "list" if path else "index", key, make)

    def _feeds(self, path: str, title: str, pages: Sequence[ShownPage]) -> Iterator[Item]:
        # A feed says when something came; what has no date cannot be news.
        with_date = [page for page in pages if page.shown.published_at]
        dated = sorted(with_date, key=lambda page: page.shown.published_at or "", reverse=True)[:LENGTH]
        items = [FeedItem(self.entries[page.path], page.canonical_url) for page in dated]
        key = self._key(self.site.unit.url, self.site.unit.full_name, path, title, items)
        yield self._feed(f"{path[1:]}feed.xml", key, lambda: atom(self.site, title, path, items))
        yield self._feed(f"{path[1:]}feed.json", key, lambda: json_feed(self.site, title, path, items))

    def _feed(self, path: str, key: str, write: Callable[[], bytes]) -> Item:
        return Item(path, "feed", key, lambda: Part(write(), ()))

    def _for_robots(self) -> Iterator[Item]:
        site = self.site
        canonical = [page for page in self.pages if page.shown.canonical == site.unit.code]
        addresses = [(f"{site.unit.url}/", "")]
        addresses += [(site.unit.url + section.url, "") for section in site.sections]
        addresses += [(page.canonical_url, _edited(page)) for page in canonical]
        yield self._feed("sitemap.xml", self._key(addresses), lambda: sitemap(addresses))
        yield self._feed("robots.txt", self._key("robots", site.unit.url), lambda: robots(site))
        key = self._key("opensearch", site.unit.url, site.unit.full_name)
        yield self._feed("opensearch.xml", key, lambda: opensearch(site))

    def _compose(self, main: Part, around: Around) -> Part:
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
        refs = tuple(sorted({*main.refs, *around.urgent.refs}))
        return Part(self._frame().compose(section.key if section else "", values), refs)

    def _frame(self) -> Chrome:
        if self._chrome is None:
            self._chrome = Chrome(self.theme.render("page.html", {**self._site_context(), "slot": Slots}))
        return self._chrome

    def _site_context(self) -> dict[str, Any]:
        site = self.site
        return {
            "site": site.unit,
            "parents": site.parents,
            "children": site.children,
            "sections": site.sections,
            "assets": self.theme.assets,
            "api_url": self._api_url,
            "sample": site.snapshot.sample,
        }


def _edited(page: ShownPage) -> str:
    """The day of the last edit, or none for a page without a date."""
    return (page.shown.modified_at or page.shown.published_at or "")[:10]


def _with_files_there(shown: Shown, assets: Collection[str]) -> Shown:
    if not shown.values:
        return shown
    return msgspec.structs.replace(shown, values=without_lost_files(shown.values, assets))


def _trail(site: Site) -> str:
    return ", ".join(parent.full_name for parent in site.parents) or "Việt Nam"
