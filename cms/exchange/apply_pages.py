"""Writing the pages that an import has planned, in bulk; to be called in a transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from cms.exchange.lines import FileEntry, PageLine, Slot
from cms.exchange.plan import Changes, batches
from cms.exchange.shelf import Shelf
from cms.exchange.stored import Index, StoredPage, read_models
from cms.exchange.streams import References, stored_html, to_stored
from cms.pages.base import ContentPage
from cms.pages.bulk import bulk_create_pages, bulk_update_pages
from cms.pages.content import set_field
from cms.pages.types import MODELS
from cms.publishing.live import publish_pages, withdraw_pages
from cms.publishing.old_addresses import replace_addresses_left
from cms.sharing.reach import stored

Advance = Callable[[int], object]
LineOf = Callable[[Slot], PageLine]


@dataclass
class PageWriter:
    """Creates, changes and removes pages. ``line_of`` reads a page's line, ``by_code`` finds a unit.

    ``numbers`` are the pages that are there, by slot; it grows with what is created.
    """

    index: Index
    line_of: LineOf
    shelf: Shelf
    by_code: Mapping[str, int]
    numbers: dict[Slot, int] = field(init=False)
    _unresolved: dict[Slot, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = {slot: page.id for slot, page in self.index.by_slot.items()}

    def write(self, changes: Changes[Slot, Any], advance: Advance) -> None:
        """Carry ``changes`` out; ``advance`` is told how many pages have been written."""
        self._remove(changes.remove)
        self._create(changes.create, advance)
        for slots in batches(changes.update):
            self._update([self.index.by_slot[slot] for slot in slots], new=False)
            advance(len(slots))
        for slots in batches(self._unresolved):
            pages = [StoredPage(self.numbers[slot], slot, self.line_of(slot).type) for slot in slots]
            self._update(pages, new=True)

    def publish(self, slots: Iterable[tuple[Slot, str]], advance: Advance) -> None:
        """Bring what is published in line with these pages, each given with its type."""
        for some in batches(slots):
            pages = read_models([StoredPage(self.numbers[slot], slot, kind) for slot, kind in some])
            publish_pages(page for page in pages.values() if page.live)
            withdraw_pages([number for number, page in pages.items() if not page.live])
            advance(len(some))

    def _remove(self, slots: Sequence[Slot]) -> None:
        for some in batches((self.numbers.pop(slot) for slot in slots), 100):
            withdraw_pages(some)
            pages = Page.objects.filter(pk__in=some)
            # Wagtail would unpublish the live ones once more, one by one.
            pages.update(live=False)
            pages.delete()

    def _create(self, slots: Iterable[Slot], advance: Advance) -> None:
        sections: dict[str, Page] = {}
        for some in batches(slots):
            parents = [self.index.section_paths[slot[:2]] for slot in some]
            missing = Page.objects.filter(path__in=set(parents) - sections.keys())
            sections |= {section.path: section for section in missing}
            lines = [self.line_of(slot) for slot in some]
            pages = [self._page(line) for line in lines]
            bulk_create_pages(list(zip(pages, (sections[path] for path in parents), strict=True)))
            _forget_dates_not_given(pages, lines, new=True)
            _keep_addresses_left(pages, lines)
            self.numbers |= {slot: page.pk for page, slot in zip(pages, some, strict=True)}
            advance(len(some))

    def _update(self, pages: Sequence[StoredPage], *, new: bool) -> None:
        models = read_models(pages)
        lines = [self.line_of(page.slot) for page in pages]
        for page, line in zip(pages, lines, strict=True):
            self._fill(models[page.id], line)
        ordered = [models[page.id] for page in pages]
        bulk_update_pages(ordered, edited=not new)
        _forget_dates_not_given(ordered, lines, new=new)
        _keep_addresses_left(ordered, lines)

    def _page(self, line: PageLine) -> ContentPage:
        page = MODELS[line.type](slug=line.slot.slug)
        self._fill(page, line)
        page.last_published_at = (line.modified_at or line.published_at) if line.live else None
        return page

    def _fill(self, page: ContentPage, line: PageLine) -> None:
        references = self._references(line.slot)
        for name, value in line.fields.items():
            set_field(page, name, stored_html(value, references) if name == "body" else value)
        if line.blocks:
            page.body = to_stored(line.blocks, references)
        page.files = [self._file(line.slot.unit, entry) for entry in line.files]
        page.live, page.pinned, page.strength = line.live, line.pinned, line.strength
        page.first_published_at, page.expire_at = line.published_at, line.expires_at
        page.deadline, page.locked_fields = line.deadline, list(line.locked)
        page.reach = stored(line.reach)
        page.credit, page.urgent = line.credit, line.urgent

    def _file(self, unit: int, entry: FileEntry) -> dict[str, Any]:
        number = self.shelf.take_in(unit, entry.path, entry.title or entry.alt)
        if entry.is_picture:
            value = {
                "image": number,
                "alt": entry.alt,
                "caption": entry.caption,
                "decorative": entry.decorative,
            }
            return {"type": "picture", "value": value, "id": entry.identity}
        return {"type": "file", "value": {"document": number, "title": entry.title}, "id": entry.identity}

    def _references(self, slot: Slot) -> References:
        def page(words: str | None) -> int | None:
            if words is None:
                return None
            # A page may link to one that is only made later: it is then stored once more.
            code, section, slug = words.split("/")
            number = self.numbers.get(Slot(self.by_code.get(code, 0), section, slug))
            if number is None and slot not in self.numbers:
                self._unresolved[slot] = None
            return number

        def file(words: Any) -> int | None:
            return words and self.shelf.take_in(slot.unit, words["path"])

        return References(page, file, file)


def _keep_addresses_left(pages: Sequence[ContentPage], lines: Sequence[PageLine]) -> None:
    given = zip(pages, lines, strict=True)
    replace_addresses_left({page.pk: (line.slot.unit, line.left) for page, line in given})


def _forget_dates_not_given(pages: Sequence[ContentPage], lines: Sequence[PageLine], *, new: bool) -> None:
    """A line without ``published_at`` says that nobody knows the day: Wagtail would write today's.

    Of a page that is ``new`` here the last edit is as little known; of another it is this one.
    """
    given = list(zip(pages, lines, strict=True))
    undated = [page.pk for page, line in given if line.published_at is None]
    Page.objects.filter(pk__in=undated).update(first_published_at=None)
    if new:
        unknown = [page.pk for page, line in given if line.published_at is None and line.modified_at is None]
        Page.objects.filter(pk__in=unknown).update(last_published_at=None)
