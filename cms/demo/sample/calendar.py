"""When sample pages were published: between January 2024 and April 2025, in working hours."""

import datetime as dt
import random

ZONE = dt.timezone(dt.timedelta(hours=7))
FIRST, LAST = dt.date(2024, 1, 2), dt.date(2025, 4, 25)
NEVER_YET = dt.datetime(2090, 9, 1, 8, 0, tzinfo=ZONE)
"""So far ahead that the demo never shows what is planned for then."""


def moment(rng: random.Random, months: tuple[int, ...] = (), since: dt.date = FIRST) -> dt.datetime:
    """A working moment of the demo's time, in one of ``months`` where some are given."""
    day = since + dt.timedelta(days=rng.randint(0, (LAST - since).days))
    while months and day.month not in months:
        day = since + dt.timedelta(days=rng.randint(0, (LAST - since).days))
    day -= dt.timedelta(days=max(0, day.weekday() - 4))
    return dt.datetime(day.year, day.month, day.day, rng.randint(7, 16), rng.randint(0, 59), tzinfo=ZONE)
