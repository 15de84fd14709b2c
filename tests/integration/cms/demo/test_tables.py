"""The tables are made under the eyes of whoever waits for them."""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection

from cms.demo import tables


@pytest.mark.django_db(transaction=True)
def test_each_migration_that_is_done_advances_the_bar(settings, monkeypatch):
    shown, done = [], []

    @contextmanager
    def bar(step, total):
        shown.append(total)
        yield done.append

    monkeypatch.setattr(tables, "bar", bar)
    # Migrated beside all the others, one app takes fifty times as long.
    settings.INSTALLED_APPS = ["axes"]
    call_command("migrate", "axes", "zero", verbosity=0)
    tables.make_tables()
    tables.make_tables()
    (steps, none) = shown
    assert steps > 1
    assert none == 0
    assert done == [1] * steps
    assert "axes_accessattempt" in connection.introspection.table_names()
