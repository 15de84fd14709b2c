"""From a shown page and its document to what its template needs, and to the key of the result."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property, lru_cache
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

import msgspec
from markupsafe import Markup

from build.render.filters import excerpt
from build.render.memory import Memory
from build.render.parts import OPEN_FACTS, open_address
from build.render.records import Entry, LinkedSection, LinkedUnit, Site, local_time, page_path
from build.render.table_files import TableFile, table_file_names, table_files
from build.snapshot.page_types import PAGE_TYPES, TYPE_LABELS, FieldKind
from build.snapshot.schema import Document, File, Shown, UnitFacts, digest
from build.snapshot.tokens import fill, fill_html, links_in, placeholders_in, resolve_links

Address = Callable[[str], str | None]


class Tokens(NamedTuple):
    """What in a page's values depends on the site that shows it."""

    facts: tuple[str, ...]
    links: tuple[str, ...]


_DOCUMENTS_TOKENS: Final = Memory[str, Tokens](100_000)


def tokens_of(shown: Shown, document: Document) -> Tokens:
    """The facts and links that the page asks for, with its own values in place of the document's.

    Every build asks this of every page of a site; of pages that are as their document says, it is remembered.
    """
    if shown.values:
        return _tokens_of(document, shown.values)
    return _DOCUMENTS_TOKENS.get(shown.document, lambda: _tokens_of(document, {}))


def _tokens_of(document: Document, values: dict[str, Any]) -> Tokens:
    fields = {**document.fields, **values}
    html = (fields[name] for name, kind in PAGE_TYPES[document.type].items() if kind == "html")
    return Tokens(tuple(sorted(placeholders_in(fields))), tuple(t for part in html for t in links_in(part)))


class ShownPage:
    """A page on one site: its values, its addresses, and the key of its main part."""

    def __init__(
        self, site: Site, shown: Shown, document: Document, tokens: Tokens, address: Address
    ) -> None:
        self.site = site
        self.shown = shown
        self.document = document
        self.tokens = tokens
        self.address = address

    @property
    def own(self) -> bool:
        """Whether the site's unit wrote the page itself."""
        return self.shown.origin == self.site.unit.code

    @property
    def origin(self) -> LinkedUnit:
        """The unit that wrote the page."""
        return self.site.units[self.shown.origin]

    @cached_property
    def section(self) -> LinkedSection:
        """The section that the page stands in."""
        return self.site.section_at[self.shown.section]

    @cached_property
    def path(self) -> str:
        return page_path(self.shown)

    @cached_property
    def canonical_url(self) -> str:
        """The one address that search engines should know the page by."""
        return self.site.units[self.shown.canonical].url + self.path

    @property
    def title(self) -> str:
        return self.text("title")

    def value(self, field: str) -> Any:
        """The field's value as this site has it, tokens still in it."""
        values = self.shown.values
        # What was published before its type had the field says nothing there.
        return values[field] if field in values else self.document.fields.get(field, "")

    def table_files(self) -> dict[int, tuple[TableFile, ...]]:
        """The files of the tables in the page's text, by the table's place from 0."""
        return table_files(self.value("body"), self.shown.section)

    def table_names(self) -> tuple[str, ...]:
        """The names of those files."""
        return table_file_names(self.body_name, self.value("body"), self.shown.section)

    @property
    def body_name(self) -> str:
        """Equal for equal texts: the document's name, or that of what stands in its text's place."""
        values = self.shown.values
        return _name(values["body"]) if "body" in values else self.shown.document

    def shared_key(self) -> str:
        """The name of the main part with its tokens still open: equal on all sites that show the same."""
        shown, site = self.shown, self.site
        return _name(
            shown.document,
            self.path,
            self.section,
            self.own,
            self.origin,
            self.canonical_url,
            shown.published_at,
            shown.modified_at,
            shown.mandatory,
            shown.deadline,
            shown.suspended_since,
            shown.values,
            [site.units[code] for code in shown.changed_by],
        )

    @cached_property
    def main_key(self) -> str:
        """The name of the main part: equal on two sites exactly when the part is."""
        facts = [getattr(self.site.unit, name) for name in self.tokens.facts]
        return _name(self.shared_key(), facts, [self.address(target) for target in self.tokens.links])

    def context(self) -> dict[str, Any]:
        """The variables of ``types/<type>.html`` for this site."""
        return self._context(self.site.unit, self.address)

    def open_context(self) -> dict[str, Any]:
        """The same with tokens left open; nothing in it but what ``shared_key`` names."""
        return self._context(OPEN_FACTS, open_address)

    def _context(self, facts: UnitFacts, address: Address) -> dict[str, Any]:
        shown, site = self.shown, self.site
        fields = PAGE_TYPES[self.document.type]
        values = {name: _ready(kind, self.value(name), facts, address) for name, kind in fields.items()}
        return {
            "page": SimpleNamespace(type=self.document.type, **values),
            "files": [linked(file) for file in self.document.files],
            "section": self.section,
            "origin": self.origin,
            "own": self.own,
            "credit": self.document.credit,
            "changed_by": tuple(site.units[code] for code in shown.changed_by if code != shown.origin),
            "suspended_since": local_time(shown.suspended_since),
            "mandatory": shown.mandatory,
            "deadline": local_time(shown.deadline),
            "published": local_time(shown.published_at),
            "source_url": self.canonical_url,
            "path": self.path,
            "table_files": self.table_files(),
        }

    def entry(self) -> Entry:
        """The page as a line of a list."""
        shown, fields = self.shown, PAGE_TYPES[self.document.type]
        when = self.value("issued_on") if "issued_on" in fields else None
        moment = datetime.fromisoformat(when) if when else local_time(shown.published_at)
        return Entry(
            url=self.path,
            title=self.title,
            summary=fill(self.value("summary"), self.site.unit) or self._teaser(),
            date=moment,
            type=self.document.type,
            type_label=TYPE_LABELS[self.document.type],
            number=next((self.value(name) for name in ("number", "code") if name in fields), ""),
            domain=self.value("domain") if "domain" in fields else "",
            origin_name="" if self.own else self.origin.full_name,
            mandatory=shown.mandatory,
            pinned=shown.pinned,
            thumbnail=next((linked(f) for f in self.document.files if f.width), None),
            modified=local_time(shown.modified_at),
            kind=fill(self.value("document_kind"), self.site.unit) if "document_kind" in fields else "",
            effective_on=self._day("effective_on"),
            ends_on=self._day("ends_on"),
            authority=fill(self.value("authority"), self.site.unit) if "authority" in fields else "",
        )

    def _day(self, field: str) -> date | None:
        value = self.value(field) if field in PAGE_TYPES[self.document.type] else None
        return date.fromisoformat(value) if value else None

    def _teaser(self) -> str:
        if self.document.type == "schedule":
            return excerpt("; ".join(event["what"] for event in self.events()), 180)
        fields = PAGE_TYPES[self.document.type]
        source = next((n for n in ("abstract", "question") if n in fields and self.value(n)), None)
        return excerpt(self.text(source) if source else self.body_text(), 180)

    def text(self, field: str) -> str:
        """The text of ``field`` as this site's readers see it."""
        return fill(self.value(field), self.site.unit)

    def events(self) -> list[dict[str, Any]]:
        """The events of a schedule as this site's readers see them."""
        found: list[dict[str, Any]] = _ready("events", self.value("events"), self.site.unit, self.address)
        return found

    def body_text(self) -> str:
        """The body's words as this site's readers see them, without its markup."""
        return Markup(fill_html(self.value("body"), self.site.unit)).striptags()  # noqa: S704


class LinkedFile(File, frozen=True, kw_only=True):
    """A file with its address."""

    url: str


@lru_cache(maxsize=4096)
def linked(file: File) -> LinkedFile:
    """``file`` with its address on every site."""
    return LinkedFile(**msgspec.structs.asdict(file), url=f"/{file.asset}")


def _name(*parts: Any) -> str:
    return digest(msgspec.json.encode(parts, order="deterministic"))


def _ready(kind: FieldKind, value: Any, facts: UnitFacts, address: Address) -> Any:
    if kind == "html":
        # The text was cleaned when it was published.
        html = resolve_links(fill_html(value, facts), address)
        return Markup(html)  # noqa: S704
    if kind == "date":
        return date.fromisoformat(value) if value else None
    if kind == "people":
        return [{key: fill(text, facts) for key, text in person.items()} for person in value]
    if kind == "events":
        return [
            {key: fill(said, facts) if key != "day" else said for key, said in event.items()}
            for event in value
        ]
    return fill(value, facts)
