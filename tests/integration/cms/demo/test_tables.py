"""The tables are made under the eyes of whoever waits for them."""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection

from cms.demo import tables


@pytest.mark.django_db(transaction=True)
def test_each_migration_that_is_done_advances_the_bar(monkeypatch):
    shown, done = [], []

    @contextmanager
    def bar(step, total):
        shown.append(total)
        yield done.append

    monkeypatch.setattr(tables, "bar", bar)
    call_command("migrate", "axes", "zero", verbosity=0)
    made = tables.make_tables()
    assert made > 1
    assert shown == [made]
    assert done == [1] * made
    assert "axes_accessattempt" in connection.introspection.table_names()
    assert tables.make_tables() == 0
