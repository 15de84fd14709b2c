"""A province, two districts, three communes, pages in them, and people at the desk."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from cms.pages.body import body_from_html
from cms.pages.planting import plant_sites
from cms.pages.types import MODELS
from cms.sharing.models import LivePage
from cms.tenancy.models import Membership, Role
from cms.units.models import Unit


@pytest.fixture
def land(make_unit):
    units = {}
    for code, tier, parent in (
        ("30", "province", None),
        ("290", "district", "30"),
        ("291", "district", "30"),
        ("10546", "commune", "290"),
        ("10549", "commune", "290"),
        ("10606", "commune", "291"),
    ):
        units[code] = make_unit(code, tier, units.get(parent))
    plant_sites(timezone.localdate())
    return {unit.code: unit for unit in Unit.objects.select_related("root_page")}


@pytest.fixture
def write(land):
    """A live page of a unit, so many days old."""

    def write(code: str, section: str = "thong-bao", kind: str = "notice", age: int = 0, **fields):
        parent = land[code].root_page.get_children().get(slug=section)
        number = parent.get_children_count()
        page = MODELS[kind](title=f"Bài {number}", slug=f"bai-{number}", live=False, **fields)
        page.body = body_from_html("<p>Nội dung</p>")
        parent.add_child(instance=page)
        page.save_revision().publish()
        moment = timezone.now() - timedelta(days=age)
        LivePage.objects.filter(page_id=page.pk).update(published_at=moment, modified_at=moment)
        return page

    return write


@pytest.fixture
def enter(client, land):
    """Logs somebody in who has a role in a unit."""

    def enter(code: str, role: Role = Role.AUTHOR):
        user = User.objects.create_user(f"u{code}{role}")
        Membership.objects.create(user=user, unit=land[code], role=role)
        client.force_login(user)
        return client

    return enter
