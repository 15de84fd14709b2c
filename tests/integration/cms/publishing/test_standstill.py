"""What takes long without a question to the database is not taken for a machine that stands still."""

from time import sleep

import pytest
from django.db import connection

from build.snapshot.writing import write_snapshot
from cms.exchange import importing
from cms.publishing import writing
from tests.integration.cms.exchange.content import export, import_lines, make_units
from tests.unit.cms.sharing.examples import P, page

pytestmark = [
    pytest.mark.only_on("postgresql"),  # SQLite has no such limit
    pytest.mark.django_db(transaction=True),
]


def limit():
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        return cursor.fetchone()[0]


@pytest.fixture
def impatient(db):
    """Transactions may stand still for a quarter of a second."""
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = '250ms'")
    yield
    connection.close()


@pytest.fixture
def slowly(monkeypatch):
    """``slowly(module, name, function)`` is called after half a second."""

    def slowly(module, name, function):
        monkeypatch.setattr(module, name, lambda *given: (sleep(0.5), function(*given))[1])

    return slowly


def test_the_files_of_a_whole_country_may_be_copied_into_the_snapshot(write, snapshot, impatient, slowly):
    write("30", "a", publish=True)
    slowly(writing, "write_snapshot", write_snapshot)
    snapshot.write()
    assert list(snapshot.shown("30")) == ["tin-tuc/a"]
    assert limit() == "250ms"


def test_the_pictures_of_an_import_may_be_looked_through(tmp_path, impatient, slowly, monkeypatch):
    limits, write = [], importing._write
    make_units()
    slowly(importing, "file_faults", importing.file_faults)
    monkeypatch.setattr(importing, "_write", lambda *given: (limits.append(limit()), write(*given)))
    import_lines(tmp_path, [page(P, "a")])
    assert b'"a"' in export(tmp_path / "out.jsonl")
    # What is written holds locks.
    assert limits[0] not in ("0", "250ms")
