"""What one unit's site has of each section that it should have. Pure: no queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from django.utils import timezone

from build.snapshot.tier_file import SectionSpec
from cms.sharing.resolve import Resolved

State = Literal["present", "inherited", "stale", "missing"]
STATES: Final[tuple[State, ...]] = ("present", "inherited", "stale", "missing")
WORST_FIRST: Final[tuple[State, ...]] = ("missing", "stale", "inherited", "present")


@dataclass(frozen=True, slots=True)
class Item:
    """One section of one unit's site.

    ``own`` and ``inherited`` count the pages shown, ``newest`` is the day of the last change to one of
    them that readers saw; None where no page has a date. ``due`` is the first day on which it is stale.
    """

    section: SectionSpec
    state: State
    own: int
    inherited: int
    newest: date | None
    due: date | None

    @property
    def required(self) -> bool:
        """Whether a provision of law asks for the section."""
        return bool(self.section.legal_basis)


def items(unit: int, found: Iterable[Resolved], sections: Sequence[SectionSpec], today: date) -> list[Item]:
    """The state of each of ``sections`` at ``unit``, of which ``found`` says what it shows.

    - present: there is a page of its own, changed within the section's limit
    - inherited: there is none, but one from above that is
    - stale: there are pages, none of them changed within the limit
    - missing: there is no page
    """
    shown: dict[str, list[Resolved]] = defaultdict(list)
    for one in found:
        if one.shown:
            shown[one.page.section].append(one)
    return [_item(unit, section, shown[section.key], today) for section in sections]


def _item(unit: int, section: SectionSpec, shown: list[Resolved], today: date) -> Item:
    own = [one for one in shown if one.page.unit == unit]
    newest = _newest(shown)
    state: State = "stale"
    if not shown:
        state = "missing"
    elif own and _fresh(section, _newest(own), today):
        state = "present"
    elif _fresh(section, newest, today):
        state = "inherited"
    return Item(section, state, len(own), len(shown) - len(own), newest, _due(section, newest))


def _fresh(section: SectionSpec, newest: date | None, today: date) -> bool:
    """A page without a date is no sign that anybody looked after the section lately."""
    due = _due(section, newest)
    return section.stale_after_days == 0 or (due is not None and today < due)


def _due(section: SectionSpec, newest: date | None) -> date | None:
    if not section.stale_after_days or newest is None:
        return None
    return newest + timedelta(days=section.stale_after_days + 1)


def _newest(shown: Iterable[Resolved]) -> date | None:
    moments = [moment for one in shown if (moment := _changed(one))]
    return timezone.localdate(max(moments)) if moments else None


def _changed(one: Resolved) -> datetime | None:
    """When readers last saw a change; a page that is suspended here stands still since then."""
    page = one.page
    known = [moment for moment in (page.published_at, page.modified_at) if moment]
    last = max(known, default=None)
    return min(last, one.suspended_since) if last and one.suspended_since else last


@dataclass(frozen=True, slots=True)
class Totals:
    """How many sections are in each state."""

    present: int = 0
    inherited: int = 0
    stale: int = 0
    missing: int = 0

    @property
    def all(self) -> int:
        """How many sections there are."""
        return self.present + self.inherited + self.stale + self.missing

    @property
    def share(self) -> int:
        """What part of the sections is neither missing nor stale, in whole percent: 0 of none, 100 of all."""
        good = self.present + self.inherited
        if good in (0, self.all):
            return 100 if good else 0
        return min(max((200 * good + self.all) // (2 * self.all), 1), 99)


def totals(found: Iterable[Item]) -> Totals:
    """The items counted by state."""
    return Totals(**Counter(item.state for item in found))
