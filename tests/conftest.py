"""What every test gets: where the project lies, and a plain word when a real server is missing."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from tests.samples import migrated

ROOT = Path(__file__).resolve().parent.parent
SOAK = os.environ.get("LIENTHONG_SOAK") == "1"

NEEDS = {
    "postgres": "DATABASE_URL",
    "redis": "REDIS_URL",
    "s3": "S3_ENDPOINT_URL",
    "elasticsearch": "ELASTICSEARCH_URL",
    "toxiproxy": "TOXIPROXY_URL",
    "browser": "CHROME_PATH",
}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs a server that is not there; in CI that is an error, never a skip.

    Last, so that only tests that were chosen count.
    """
    for item in items:
        for mark, variable in NEEDS.items():
            if item.get_closest_marker(mark) and not os.environ.get(variable):
                if os.environ.get("CI"):
                    raise pytest.UsageError(f"{item.nodeid} needs {variable}; run scripts/services start")
                item.add_marker(pytest.mark.skip(reason=f"{variable} is not set: see scripts/services"))


def figure(short: int, full: int) -> int:
    """How often something is tried: ``full`` times by scripts/soak, which runs for long."""
    return full if SOAK else short


@pytest.fixture(scope="session")
def template(django_db_modify_db_settings_parallel_suffix: None) -> migrated.InMemory | migrated.OnServer:
    """What the run's database is a copy of."""
    return migrated.template(connection)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(template: migrated.InMemory | migrated.OnServer) -> None:
    """Begin with a copy of what an earlier run has migrated."""
    template.fill()


@pytest.fixture(scope="session")
def django_db_setup(
    template: migrated.InMemory | migrated.OnServer, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """Keep what was migrated for the next run, and put it back after each test that commits.

    Django itself would empty every table, without the rows that migrations made.
    """
    with django_db_blocker.unblock():
        template.keep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: template.restore())
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real texts and units beside the project, where they are; read in place, never needed."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no ../shared/data beside the project: comparison with real data left out")
    return folder
