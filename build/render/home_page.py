"""What stands where on a site's home page: each page once, what matters now first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from build.render.records import Entry, LinkedSection

LEADS: Final = 4
NEWS: Final = frozenset({"article", "notice"})
"""The types that tell of something that happens; what other types say holds until it is changed."""
AS_NEWS: Final = timedelta(days=45)
"""How long news leads, unless it is pinned; urgent notices end within 30 days."""


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

    What is mandatory leads, and news that is pinned: an office that is pinned heads its own list alone.
    What is ``announced`` in the banner above the page is not said again; what is over does not lead.
    """
    every = [entry for part in entries.values() for entry in part]
    today = _today(every)
    important = (entry for entry in every if entry.mandatory or (entry.pinned and entry.type in NEWS))
    current = (entry for entry in important if not _over(entry, today))
    leads = urgent_first(without(current, announced))[:LEADS]
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


def _today(entries: Iterable[Entry]) -> date:
    """The day of the newest news: what is published says the same on any day that it is built."""
    days = (entry.date.date() for entry in entries if entry.date and entry.type in NEWS)
    return max(days, default=date.min)


def _over(entry: Entry, today: date) -> bool:
    if entry.ends_on and entry.ends_on <= today:
        return True
    if entry.pinned or entry.date is None or entry.type not in NEWS:
        return False
    return today - entry.date.date() > AS_NEWS


def _moment(entry: Entry) -> str:
    # Days of issue have no zone and moments do, so the two cannot be compared but as readers see them.
    return entry.date.isoformat()[:19] if entry.date else ""


def without(entries: Iterable[Entry], others: Iterable[Entry]) -> list[Entry]:
    """The entries that are not among ``others``, in their order."""
    shown = {entry.url for entry in others}
    return [entry for entry in entries if entry.url not in shown]
