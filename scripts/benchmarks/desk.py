"""The desk's screens in a database as large as the country, beside the same in one of ten units."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from scripts.benchmarks.database import new_database
from scripts.benchmarks.measuring import Conditions, Finding, Measured, answer, python
from scripts.benchmarks.publishing import quantile

SMALL: Final = (10, 50)
LARGE: Final = (10_800, 50_000)
"""Units and people."""
PEER: Final = "10 units, 50 people"


def measure(conditions: Conditions) -> Measured:
    """p95 of each screen, for an author and an approver of one commune and for the supervisor of all units.

    Rounds take turns between the two databases. The large one takes a quarter of an hour to fill.
    """
    with _filled(conditions, *SMALL) as small, _filled(conditions, *LARGE) as large:
        runs = [
            [
                answer(python("scripts.benchmarks.asking_desk", environment=one))["taken"]
                for one in (large, small)
            ]
            for _ in range(conditions.rounds)
        ]
    findings = [
        Finding(
            f"desk/{screen}/p95",
            "ms",
            [quantile(ours[screen], 95) for ours, _ in runs],
            PEER,
            [quantile(peers[screen], 95) for _, peers in runs],
        )
        for screen in runs[0][0]
    ]
    return Measured("desk", f"{LARGE[0]:,} units, {LARGE[1]:,} people, one process", findings)


@contextmanager
def _filled(conditions: Conditions, units: int, users: int) -> Iterator[dict[str, Any]]:
    """A database with that many of each, gone afterwards; on PostgreSQL if DATABASE_URL names one."""
    folder = conditions.folder / f"desk-{units}"
    folder.mkdir(parents=True)
    environment: dict[str, Any] = conditions.environment(VAR=folder)
    with _database(folder) as url:
        environment["DATABASE_URL"] = url
        python("manage", "migrate", "-v0", environment=environment)
        python("manage", "fill_for_scale", "--units", units, "--users", users, environment=environment)
        yield environment
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database(folder: Any) -> Iterator[str]:
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder / 'cms.sqlite3'}"
        return
    with new_database(given) as url:
        yield url
