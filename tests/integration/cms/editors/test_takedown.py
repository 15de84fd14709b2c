"""Whoever takes a page down reads first how many sites lose it."""

import pytest
from django.urls import reverse


@pytest.fixture(params=["unpublish", "delete"])
def asked(request, desk):
    """``asked(page)`` is what an approver of the district is asked."""

    def asked(page):
        address = reverse(f"wagtailadmin_pages:{request.param}", args=[page.pk])
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
