"""Whoever takes pages down reads first how many sites lose them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.editors.takedown import Showing, showings


@pytest.fixture(params=["unpublish", "delete"])
def action(request):
    return request.param


@pytest.fixture(params=["one", "many"])
def asked(request, action, desk):
    """``asked(page)`` is what an approver of the district reads on either screen that takes pages down."""

    def asked(page):
        address = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
        if request.param == "many":
            address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={page.pk}"
        return desk("approver", "D").get(address).content.decode()

    return asked


def test_the_sites_below_are_counted(land, asked):
    text = asked(land.write("D", "chung", reach="all"))
    assert "Trang sẽ mất khỏi 3 trang thông tin điện tử, trong đó 2 của đơn vị bên dưới." in text
    assert "được dùng 0 lần" not in text


def test_a_page_that_is_only_offered_is_lost_at_the_own_site_alone(land, asked):
    text = asked(land.write("D", "moi", reach="all", strength="offered"))
    assert "không đơn vị nào bên dưới hiển thị trang này" in text
    assert "được dùng 0 lần" not in text


def test_of_many_pages_each_says_how_far_it_reaches(land, desk, action):
    shared, own = land.write("D", "chung", reach="all"), land.write("D", "rieng")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    client = desk("approver", "D")
    text = client.get(f"{address}?id={shared.pk}&id={own.pk}").content.decode()
    lines = text.split("Tiêu đề ")[1:]
    assert "trong đó 2 của đơn vị bên dưới" in next(line for line in lines if line.startswith("chung"))
    assert "không đơn vị nào bên dưới" in next(line for line in lines if line.startswith("rieng"))
    client.post(f"{address}?id={shared.pk}&id={own.pk}", {"next": "/quan-tri/"})
    assert showings([shared.pk, own.pk]) == {}


def test_many_pages_of_a_section_are_counted_at_the_cost_of_one(land):
    pages = [land.write("D", f"trang-{number}", reach="all").pk for number in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert showings(pages[:1]) == {pages[0]: Showing(3, 2)}
    with CaptureQueriesContext(connection) as many:
        assert showings(pages) == dict.fromkeys(pages, Showing(3, 2))
    assert len(many) == len(one)
