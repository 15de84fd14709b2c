"""The snapshot holds one state of the database, whatever others publish while it is written."""

import threading

import pytest
from django.db import connection, transaction

from cms.publishing import writing
from cms.publishing.live import sweep_documents, withdraw_pages
from cms.sharing.models import LivePage


@pytest.fixture
def meanwhile(monkeypatch):
    """Has another connection do something once the snapshot's writer has read which pages are live."""

    def meanwhile(do):
        def load_and_wait(*given):
            world = load_world(*given)
            thread = threading.Thread(target=lambda: (do(), connection.close()))
            thread.start()
            thread.join()
            return world

        load_world = writing.load_world
        monkeypatch.setattr(writing, "load_world", load_and_wait)

    return meanwhile


@pytest.mark.only_on("postgresql")  # on SQLite nobody writes meanwhile
@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_withdrawn_and_swept_meanwhile_is_whole(write, snapshot, meanwhile):
    page = write("30", "a", "<p>Trước</p>", publish=True)
    swept = []

    def withdraw():
        withdraw_pages([page.pk])
        swept.append(sweep_documents())

    meanwhile(withdraw)
    snapshot.write()
    assert (swept, LivePage.objects.count()) == ([1], 0)
    assert snapshot.shown("30")["tin-tuc/a"].fields["body"] == "<p>Trước</p>"


def test_it_may_be_written_in_a_transaction_that_has_read_already(write, snapshot):
    with transaction.atomic():
        write("30", "a", publish=True)
        snapshot.write()
    assert list(snapshot.shown("30")) == ["tin-tuc/a"]
