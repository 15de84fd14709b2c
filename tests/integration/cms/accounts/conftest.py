"""A district with two communes, and people who are somebody there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from cms.pages.planting import plant_sites
from cms.tenancy.models import Membership, Role
from cms.units.models import Unit

PASSWORD = "mot-mat-khau-dai-2026"
UNITS = {"288": (None, "district"), "10501": ("288", "commune"), "10502": ("288", "commune")}


@pytest.fixture(autouse=True)
def nobody_has_tried() -> None:
    """The cache counts who tried how often, and forgets nothing between tests."""
    cache.clear()


@pytest.fixture
def units(db: None) -> dict[str, Unit]:
    """The units by code."""
    made: dict[str, Unit] = {}
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
    plant_sites(date(2026, 1, 1))
    return {unit.code: unit for unit in Unit.objects.select_related("root_page")}


@pytest.fixture
def person(units: dict[str, Unit]) -> Callable[..., User]:
    """``person("lan", admin="10501")`` is somebody with that role there."""

    def make(name: str, *, writes_below: bool = False, **roles: str) -> User:
        user = User.objects.create_user(name, f"{name}@example.vn", PASSWORD, first_name=name.title())
        for role, code in roles.items():
            below = writes_below and role == Role.SUPERVISOR
            Membership.objects.create(user=user, unit=units[code], role=role, writes_below=below)
        return user

    return make


@pytest.fixture
def desk() -> Callable[[User], Client]:
    """The desk as somebody sees it."""

    def open_desk(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_desk
