"""In CI a test that is skipped has failed: what nobody runs promises nothing.

Save what the database of the run cannot do, since another run does it (`two_databases.py`), and what asks
more of a machine than servers.
"""

import os
from collections.abc import Generator
from typing import Final

import pytest

from tests import two_databases

Reports = Generator[None, pytest.TestReport, pytest.TestReport]
MORE: Final = ("mount", "shared")
"""Marks of what a machine may lack: leave to mount a disk, and the texts beside the project."""
CollectReports = Generator[None, pytest.CollectReport, pytest.CollectReport]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Reports:
    """Fail what is skipped by a mark, by a fixture or halfway."""
    report = yield
    may_be = any(item.get_closest_marker(mark) for mark in MORE) or not two_databases.can(item)
    if not hasattr(report, "wasxfail") and not may_be:
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
