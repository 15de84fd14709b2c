"""Which tests of the CMS run on which database, where scripts/test has one run on each beside the other.

Either run takes what the other leaves: so that nothing is skipped, and little is done twice. A run on one
database alone, whichever it is, takes everything.
"""

import os
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

DESK = "tests/integration/cms/"
ON_BOTH = tuple(f"{DESK}{part}" for part in ("audit/", "publishing/", "sharing/", "units/"))
"""Where locks, transactions, constraints, sorting and statements of our own are tested."""
ON_POSTGRES = tuple(
    f"{DESK}{part}"
    for part in (
        *("exchange/", "inherited/", "proposals/", "status/"),
        *("tenancy/test_", "tenancy/attack/test_every_address.py"),
    )
)
"""Where our own code writes much at once, and a visit to every address: what SQLite forgives shows there."""


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the run on the other database does, if there is one; skip what this one cannot do."""
    beside = os.environ.get("LIENTHONG_TEST_BESIDE")
    wanted = {None: _here, "sqlite": _on_postgres, "postgres": _on_sqlite}[beside]
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = [item for item in items if wanted(item)]
    for item in items:
        if not can(item):
            item.add_marker(pytest.mark.skip(reason=f"{connection.vendor} cannot do it"))


def _here(_: pytest.Item) -> bool:
    return True


def _on_postgres(item: pytest.Item) -> bool:
    here = item.nodeid.startswith((*ON_BOTH, *ON_POSTGRES)) or _only_on(item) == connection.vendor
    return here and can(item) and _asks_a_database(item)


def _on_sqlite(item: pytest.Item) -> bool:
    elsewhere = item.nodeid.startswith(ON_POSTGRES) and _asks_a_database(item)
    return can(item) and not elsewhere


def _only_on(item: pytest.Item) -> str | None:
    mark = item.get_closest_marker("only_on")
    return mark.args[0] if mark else None


def can(item: pytest.Item) -> bool:
    """Whether the run's database can do it."""
    return _only_on(item) in (None, connection.vendor)


def _asks_a_database(item: Any) -> bool:
    """On another database any other test would do once more what it did on the first."""
    by_class = item.cls is not None and issubclass(item.cls, TransactionTestCase)
    by_fixture = {"db", "transactional_db"} & set(item.fixturenames)
    return by_class or bool(by_fixture) or item.get_closest_marker("django_db") is not None
