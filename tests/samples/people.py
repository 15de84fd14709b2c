"""A district with two communes, people of every role in them, and the desk as each of them sees it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cms.pages.models import SectionPage
from cms.pages.planting import plant_sites
from cms.tenancy.models import Membership
from cms.units.models import Unit
from tests.samples.replanting import Replanting


@pytest.fixture
def land(db: None, replanting: Replanting) -> dict[str, Unit]:
    """District D, and communes C and E in it."""
    replanting.grow("people", _plant)
    codes = {"D": "290", "C": "10546", "E": "10549"}
    return {letter: Unit.objects.get(code=code) for letter, code in codes.items()}


def _plant() -> None:
    units: dict[str, Unit] = {}
    for letter, code, name, tier, parent in (
        ("D", "290", "Thành phố Chí Linh", "district", None),
        ("C", "10546", "Phường Bến Tắm", "commune", "D"),
        ("E", "10549", "Xã Hưng Đạo", "commune", "D"),
    ):
        units[letter] = Unit.objects.create(
            code=code,
            valid_from=date(2004, 1, 1),
            name=name,
            full_name=name,
            kind="",
            tier=tier,
            parent=units.get(parent),
            hostname=f"u{code}.localhost",
        )
    plant_sites(date(2025, 1, 1))


@pytest.fixture
def person(land) -> Callable[..., User]:
    """Somebody by name with a role in a unit; the same name is the same person."""

    def person(name: str, role: str = "", unit: str = "", **membership: Any) -> User:
        user = User.objects.filter(username=name).first()
        if user is None:
            user = User.objects.create_user(name, f"{name}@example.vn", "mat-khau")
        if role:
            Membership.objects.get_or_create(user=user, unit=land[unit], role=role, **membership)
        return user

    return person


@pytest.fixture
def desk() -> Callable[[User], Client]:
    """The desk as somebody sees it."""

    def desk(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return desk


@pytest.fixture
def section(land) -> Callable[..., SectionPage]:
    def section(unit: str, key: str = "thong-bao") -> SectionPage:
        return SectionPage.objects.get(path__startswith=land[unit].root_page.path, slug=key)

    return section
