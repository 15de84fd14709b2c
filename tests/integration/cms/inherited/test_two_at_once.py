"""Two people of one unit decide about one page in the same moment, on a database that lets them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cms.inherited.deciding import decide
from cms.sharing.models import Decision
from tests.integration.cms.inherited.conftest import C

# On SQLite one waits for the other before it begins.
pytestmark = [pytest.mark.only_on("postgresql"), pytest.mark.django_db(transaction=True)]


def test_both_get_what_they_asked_for(shared, land):
    ready = Barrier(2)

    def hide(_):
        try:
            ready.wait(30)
            return decide(land[C], [shared.pk], "hide").done
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        assert list(both.map(hide, range(2))) == [["Trang a"], ["Trang a"]]
    assert Decision.objects.count() == 1
