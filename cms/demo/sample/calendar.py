"""When sample pages were published: in working hours of the time before the demo is made."""

import datetime as dt
import random
from typing import Final, NamedTuple

ZONE = dt.timezone(dt.timedelta(hours=7))
DAYS: Final = 479
"""How long before the last day the oldest page was published."""
NEVER_YET = dt.datetime(2090, 9, 1, 8, 0, tzinfo=ZONE)
"""So far ahead that the demo never shows what is planned for then."""


class Calendar(NamedTuple):
    """The demo's time, which ends on the day ``last``.

    ``lean`` is 1 where days are drawn evenly; the more it is, the more pages are of late, as on a site that
    somebody looks after. ``weeks`` is of how many weeks, up to the last that is planned by then, each unit
    shows what its leaders do.
    """

    last: dt.date
    lean: int = 1
    weeks: int = 0

    def moment(
        self,
        rng: random.Random,
        months: tuple[int, ...] = (),
        since: dt.date | None = None,
        *,
        early: bool = False,
    ) -> dt.datetime:
        """A working moment, not before ``since``, in one of ``months`` where some are given.

        One that is ``early`` is brought forward into the first quarter.
        """
        first = max(since or dt.date.min, self.last - dt.timedelta(days=DAYS))
        day = self._day(rng, first)
        while months and day.month not in months:
            day = self._day(rng, first)
        day = _first_quarter(day, first) if early else day
        day -= dt.timedelta(days=max(0, day.weekday() - 4))
        return dt.datetime(day.year, day.month, day.day, rng.randint(7, 16), rng.randint(0, 59), tzinfo=ZONE)

    def planned_weeks(self) -> list[dt.date]:
        """The Mondays of those weeks, the first one first; a week is planned on the Friday before it."""
        friday = self.last - dt.timedelta(days=(self.last.weekday() - 4) % 7)
        return [friday + dt.timedelta(days=3 - 7 * back) for back in reversed(range(self.weeks))]

    def later(self, moment: str, days: int) -> str:
        """So many days after ``moment``, in the same form; at the latest on the evening of the last day."""
        evening = dt.datetime.combine(self.last, dt.time(18), ZONE)
        return min(dt.datetime.fromisoformat(moment) + dt.timedelta(days=days), evening).isoformat()

    def lately(self, moment: dt.datetime) -> dt.datetime:
        """The same hour and weekday within the last four weeks: so old is what heads a list of news."""
        return moment + dt.timedelta(weeks=(self.last - moment.date()).days // 28 * 4)

    def _day(self, rng: random.Random, first: dt.date) -> dt.date:
        span = (self.last - first).days
        back = span - rng.randint(0, span)
        return self.last - dt.timedelta(days=round(back**self.lean / span ** (self.lean - 1)))


def _first_quarter(day: dt.date, first: dt.date) -> dt.date:
    """The day brought forward into the first quarter of its year; of the next, if that is too early."""
    if day.month < 4:
        return day
    found = dt.date(day.year, (day.month - 1) // 3, min(max(day.day, 5), 28))
    return found if found >= first else found.replace(year=day.year + 1)


EARLY_2025 = Calendar(dt.date(2025, 4, 25))
"""As the province stood whose units the demo has; for figures and judgements that are to stay comparable."""
