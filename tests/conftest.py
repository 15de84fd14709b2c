"""What every test gets: where the project lies, and a plain word when a real server is missing."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser, expect, sync_playwright

from tests import two_databases
from tests.nothing_skipped import (  # noqa: F401  pytest finds its hooks here
    pytest_make_collect_report,
    pytest_runtest_makereport,
)
from tests.samples import migrated
from tests.samples.replanting import Replanting
from tests.samples.windows import PATIENCE, Windows

# What is imported and collected stays: looking for garbage begins when that is done.
gc.disable()

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
LONG = (
    "tests/relevance/",
    "tests/integration/cms/demo/",
    "tests/faults/publishing/",
    "tests/browser/",
    "tests/unit/themes/",
)
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
]
LEFT_OPEN = "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
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
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a server that is not there; in CI that is an error, never a skip.

    Last, so that only tests that were chosen count. What takes long comes first: at the end of a run no
    worker is left alone with it.
    """
    two_databases.choose(config, items)
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    for item in items:
        if item.get_closest_marker("leaves_files"):
            item.add_marker(pytest.mark.filterwarnings(*LEFT_OPEN))
        for mark, variable in NEEDS.items():
            if item.get_closest_marker(mark) and not os.environ.get(variable):
                if os.environ.get("CI"):
                    raise pytest.UsageError(f"{item.nodeid} needs {variable}; run scripts/services start")
                item.add_marker(pytest.mark.skip(reason=f"{variable} is not set: see scripts/services"))


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what the tests are made of: a sixth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


@pytest.fixture(autouse=True)
def no_files_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever leaves files to the collector has it come: the next test would be blamed for them.

    What is still in use then is never looked at again, which would take longer than many a test.
    """
    yield
    if request.node.get_closest_marker("leaves_files"):
        gc.collect()
        gc.freeze()


def figure(short: T, full: T) -> T:
    """How much is tried, or how often: ``full`` by scripts/soak, which runs for long."""
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
def replanting() -> Replanting:
    """The units that have been planted in this run."""
    return Replanting()


@pytest.fixture(scope="session")
def one_chromium() -> Iterator[Browser]:
    """The browser of all tests: starting it takes longer than most of them."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, in which Django would refuse every query.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=os.environ["CHROME_PATH"], args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def all_windows(one_chromium: Browser) -> Windows:
    """The browser's windows, which tests use one after another."""
    return Windows(one_chromium)


@pytest.fixture
def windows(all_windows: Windows) -> Iterator[Windows]:
    """Windows to open, each as if it were new."""
    yield all_windows
    all_windows.clear()


@pytest.fixture
def chromium(one_chromium: Browser, windows: Windows) -> Browser:
    """A browser, which finds sites by hostname on this machine; windows of its own are closed in the end."""
    return one_chromium


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real texts and units beside the project, where they are; read in place, never needed."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared/data beside the project: comparison with real data left out")
    return SHARED
