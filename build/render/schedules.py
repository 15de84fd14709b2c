"""The schedules of a section: the newest weeks on its front, and the calendar that programs follow."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from build.render.records import LinkedSection
from build.render.views import ShownPage
from build.render.weeks import Day, week_days
from build.snapshot.weeks import monday_of

CALENDAR: Final = "lich.ics"
ON_FRONT: Final = 2
"""This week and the next, where the office is in time; else the last two that it published."""


class Week(NamedTuple):
    """A schedule on its section's front."""

    title: str
    url: str
    days: list[Day]


def schedules(pages: Iterable[ShownPage]) -> list[tuple[date, ShownPage]]:
    """The schedules among ``pages`` with the Mondays of their weeks, the latest week first."""
    found = (page for page in pages if page.document.type == "schedule" and page.value("week"))
    dated = ((monday_of(date.fromisoformat(page.value("week"))), page) for page in found)
    return sorted(dated, key=lambda pair: (pair[0], pair[1].path), reverse=True)


def of_newest_weeks(found: Sequence[tuple[date, ShownPage]], weeks: int) -> list[tuple[date, ShownPage]]:
    """Those of ``found``, the latest first, that are of the newest ``weeks``: a week may have several."""
    newest = list(dict.fromkeys(monday for monday, _ in found))[:weeks]
    return [pair for pair in found if pair[0] in newest]


def on_front(home: str, section: LinkedSection, found: Sequence[tuple[date, ShownPage]]) -> dict[str, Any]:
    """What the section's front shows above its list: whole weeks, and where to subscribe.

    ``home`` is the address of the site, ``found`` are the section's schedules, the latest week first.
    """
    newest = of_newest_weeks(found, ON_FRONT)
    calendar = f"{section.url}{CALENDAR}"
    return {
        "weeks": [Week(page.title, page.path, week_days(page.events(), monday)) for monday, page in newest],
        "calendar_url": calendar,
        "subscribe_url": f"webcal://{home.partition('://')[2]}{calendar}",
    }
