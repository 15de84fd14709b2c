"""Writing content out, in the format that comes in."""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from shutil import copyfileobj

from cms.exchange.checks import Outlook, sleeps, world_with
from cms.exchange.lines import Slot
from cms.exchange.places import Places
from cms.exchange.shelf import Shelf
from cms.exchange.stored import (
    Index,
    StoredPage,
    load_places,
    read_decisions,
    read_index,
    read_pages,
    read_settings,
    words_for,
)
from cms.exchange.writing import decision_json, encoded, in_order, page_json, section_json
from cms.sharing.load import load_pages


class Export:
    """The content of the units in force ``on`` a day (today), as it stands ``now``.

    ``unit`` narrows it to what one unit wrote and decided. ``shelf`` knows the files after ``lines``.
    """

    def __init__(self, now: datetime, on: date | None = None, unit: int | None = None) -> None:
        self.now = now
        self.places: Places = load_places(on)
        self.shelf = Shelf()
        self._index: Index = read_index(self.places.codes.keys())
        self._of: Collection[int] = self.places.codes.keys() if unit is None else {unit}
        codes = self.places.codes
        self._pages = sorted(
            (page for page in self._index.pages.values() if page.slot.unit in self._of),
            key=lambda page: (codes[page.slot.unit], page.slot.section, page.slot.slug),
        )

    def __len__(self) -> int:
        """How many pages it has."""
        return len(self._pages)

    def lines(self, advance: Callable[[int], object]) -> Iterator[bytes]:
        """Sections, pages and decisions, each in order; ``advance`` is told of every page."""
        yield from self._settings()
        words = words_for(self._index, self.places.codes, self.shelf)
        for page in read_pages(self._pages, words, self.shelf):
            yield encoded(page_json(page, self.places))
            advance(1)
        yield from self._decisions()

    def _settings(self) -> Iterator[bytes]:
        lines = []
        for key, setting in read_settings(self._of).items():
            tier = self.places.section(*key)
            sleeping = tier is None or (tier.fixed and setting.mode not in (None, tier.mode))
            lines.append(section_json(setting, self.places, sleeping))
        return map(encoded, in_order(lines))

    def _decisions(self) -> Iterator[bytes]:
        outlooks = self._outlooks()
        world = world_with(self.places, outlooks)
        return map(
            encoded,
            in_order(
                decision_json(decision, self.places, sleeps(decision, outlooks[key.page], world))
                for key, decision in read_decisions(self._index, self._of).items()
            ),
        )

    def _outlooks(self) -> dict[Slot, Outlook]:
        live = {page.id: page for page in load_pages(self.now)}

        def outlook(stored: StoredPage) -> Outlook:
            return Outlook(stored.id, stored.type, live.get(stored.id))

        return {slot: outlook(stored) for slot, stored in self._index.by_slot.items()}


def copy_files(shelf: Shelf, folder: Path) -> int:
    """Copy every file that was asked for to where the lines say it is; how many."""
    kept = {file.path: file for file in shelf.all_kept()}
    for path, file in kept.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with file.row.file.open("rb") as source, target.open("wb") as copy:
            copyfileobj(source, copy)
    return len(kept)
