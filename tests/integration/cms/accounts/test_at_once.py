"""Two administrators who take each other's role at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from cms.accounts.people import give_roles
from cms.accounts.rules import Refused
from cms.tenancy.models import Membership
from cms.tenancy.roles import may

# A database in memory has one connection: nothing happens at once.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("postgresql")]


@pytest.fixture
def two(transactional_db, person):
    return person("quan", admin="10501"), person("phu", admin="10501")


def test_one_of_them_stays(two, units):
    quan, phu = two
    asked, begun, may_end = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        asked.wait(timeout=30)
        with transaction.atomic():
            give_roles(quan, units["10501"], phu, ["author"])
            begun.set()
            may_end.wait(timeout=30)
        connection.close()

    def second() -> str:
        # As the screen does, before the form is looked at.
        assert may(phu, "administer", units["10501"])
        asked.set()
        begun.wait(timeout=30)
        try:
            give_roles(phu, units["10501"], quan, ["author"])
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(first), pool.submit(second)
        begun.wait(timeout=30)
        # The other waits for the unit's row; only then does the first finish.
        while not other.done() and not _waits():
            pass
        may_end.set()
        one.result(timeout=30)
        assert "người quản trị duy nhất" in other.result(timeout=30)
    assert Membership.objects.filter(unit=units["10501"], role="admin").count() == 1


def _waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone() is not None
