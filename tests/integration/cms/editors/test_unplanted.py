"""A unit without a home page: whoever works there is told what to do, on every screen that begins there."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from cms.tenancy.models import Membership, Role
from cms.units.models import Unit

NAMES = (
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "lienthong_board",
    "lienthong_inherited_list",
    "lienthong_proposals_index",
    "lienthong_approval_queue",
    "wagtailimages:index",
    "wagtaildocs:index",
)


@pytest.fixture
def bare(make_unit, client):
    """A client logged in for a unit that nobody has planted."""
    make_unit("10999", "commune", make_unit("299", "district", None))
    unit = Unit.objects.get(code="10999")
    assert unit.root_page is None
    user = User.objects.create_user("an")
    for role in (Role.AUTHOR, Role.ADMIN, Role.APPROVER):
        Membership.objects.create(user=user, unit=unit, role=role)
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", NAMES)
def test_no_screen_fails(bare, name):
    assert bare.get(reverse(name), follow=True).status_code == 200


def test_the_dashboard_says_what_to_do(bare):
    page = bare.get(reverse("wagtailadmin_explore_root"), follow=True).content.decode()
    assert "chưa có trang để soạn bài" in page
    assert reverse("lienthong_urgent") not in page
