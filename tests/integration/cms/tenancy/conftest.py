"""A province over two districts with communes, planted, and people with roles in them."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from cms.pages.planting import plant_sites
from cms.tenancy.models import Membership, Role
from cms.units.models import Unit

UNITS = {  # code: (the unit above, tier)
    "30": (None, "province"),
    "288": ("30", "district"),
    "289": ("30", "district"),
    "10501": ("288", "commune"),
    "10502": ("288", "commune"),
    "10601": ("289", "commune"),
}


@pytest.fixture
def units(db):
    """The units by code, each with its home page and sections."""
    made = {}
    for code, (above, tier) in UNITS.items():
        made[code] = Unit.objects.create(
            code=code,
            valid_from=date(2004, 1, 1),
            name=f"Đơn vị {code}",
            full_name=f"Đơn vị {code}",
            kind="đơn vị",
            tier=tier,
            parent=made.get(above),
            hostname=f"u{code}.localhost",
        )
    plant_sites(date(2025, 1, 1))
    return {unit.code: unit for unit in Unit.objects.select_related("root_page")}


@pytest.fixture
def person(units):
    """A new person with a role in each unit named: ``person("a", author="10501")``."""

    def make(name: str, *, writes_below: bool = False, **roles: str) -> User:
        user = User.objects.create_user(name, email=f"{name}@example.vn")
        for role, code in roles.items():
            below = writes_below and role == Role.SUPERVISOR
            Membership.objects.create(user=user, unit=units[code], role=role, writes_below=below)
        return user

    return make
