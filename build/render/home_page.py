"""What stands where on a site's home page: each page once, the urgent first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from build.render.records import Entry, LinkedSection

LEADS: Final = 4


class Group(NamedTuple):
    """A section on the home page: its newest entries; ``empty`` when it has no page at all."""

    section: LinkedSection
    entries: list[Entry]
    empty: bool


def home_page(
    sections: Iterable[LinkedSection],
    entries: Mapping[str, Sequence[Entry]],
    announced: Sequence[Entry] = (),
) -> tuple[list[Entry], list[Group]]:
    """The leads, and the groups without them; ``entries`` are all pages by section, in their order.

    What is ``announced`` in the banner above the page is not said again.
    """
    important = (entry for part in entries.values() for entry in part if entry.mandatory or entry.pinned)
    leads = urgent_first(without(important, announced))[:LEADS]
    said = [*announced, *leads]
    groups = []
    for section in sections:
        pages = entries.get(section.key, ())
        if section.home:
            groups.append(Group(section, without(pages, said)[: section.home], not pages))
    return leads, groups


def urgent_first(entries: Iterable[Entry]) -> list[Entry]:
    """What is mandatory, then what is pinned, then the rest; of each the newest first."""
    newest = sorted(entries, key=_moment, reverse=True)
    return sorted(newest, key=lambda entry: (not entry.mandatory, not entry.pinned))


def _moment(entry: Entry) -> str:
    # Days of issue have no zone and moments do, so the two cannot be compared but as readers see them.
    return entry.date.isoformat()[:19] if entry.date else ""


def without(entries: Iterable[Entry], others: Iterable[Entry]) -> list[Entry]:
    """The entries that are not among ``others``, in their order."""
    shown = {entry.url for entry in others}
    return [entry for entry in entries if entry.url not in shown]
