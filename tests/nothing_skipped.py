"""In CI a test that is skipped has failed: what nobody runs promises nothing.

Save what the database of the run cannot do, since another run does it (`two_databases.py`).
"""

import os
from collections.abc import Generator

import pytest

from tests import two_databases

Reports = Generator[None, pytest.TestReport, pytest.TestReport]
CollectReports = Generator[None, pytest.CollectReport, pytest.CollectReport]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Reports:
    """Fail what is skipped by a mark, by a fixture or halfway."""
    report = yield
    if not hasattr(report, "wasxfail") and two_databases.can(item):
        _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> CollectReports:
    """Fail a file that is skipped as a whole."""
    report = yield
    _fail_if_skipped(report)
    return report


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and in CI nothing may be: {report.longreprtext}"
