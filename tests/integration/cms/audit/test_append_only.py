"""Entries of the log are added and never touched again, by the code and by the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from cms.audit.models import Entry, LogIsAppendOnly
from cms.audit.recording import record


@pytest.fixture
def entry(db) -> Entry:
    return record("login", label="lan")


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(who="somebody else"),
        lambda entry: Entry.objects.bulk_update([entry], ["who"]),
        lambda entry: Entry.objects.update_or_create({"who": "somebody else"}, pk=entry.pk),
    ],
)
def test_the_model_refuses(entry, change):
    entry.who = "somebody else"
    with pytest.raises(LogIsAppendOnly, match="never changed or deleted"):
        change(entry)


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET who = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses(entry, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.get().label == "lan"
    record("logout")
    assert Entry.objects.count() == 2


@pytest.mark.only_on("postgresql")  # SQLite has no TRUNCATE
def test_postgresql_refuses_to_empty_the_table(entry):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_entry")


def test_deleting_a_person_leaves_what_the_person_did(entry, django_user_model):
    user = django_user_model.objects.create_user("lan", first_name="Lan", last_name="Nguyễn Thị")
    done = record("logout", by=user)
    user.delete()
    done = Entry.objects.get(pk=done.pk)
    assert (done.user_id, done.who) == (done.user_id, "Lan Nguyễn Thị (lan)")
    assert done.user_id is not None
