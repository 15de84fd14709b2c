"""A province, a district and two communes with their trees, and people who work in them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from cms.pages.models import NoticePage, SectionPage
from cms.tenancy.models import Membership
from cms.units.models import Unit

UNITS = {
    "30": ("province", None),
    "290": ("district", "30"),
    "10546": ("commune", "290"),
    "10549": ("commune", "290"),
}


class Land:
    """Units by letter: P (province) > D (district) > C, E (communes)."""

    def __init__(self, plant: Callable[..., dict[str, Unit]]) -> None:
        self.units = dict(zip("PDCE", plant(UNITS).values(), strict=True))

    def __getitem__(self, letter: str) -> Unit:
        return self.units[letter]

    def section(self, letter: str) -> SectionPage:
        """The unit's notices."""
        return SectionPage.objects.get(path__startswith=self[letter].root_page.path, slug="thong-bao")

    def write(self, letter: str, slug: str, **fields: Any) -> NoticePage:
        """A live notice of the unit."""
        page = NoticePage(title=fields.pop("title", f"Tiêu đề {slug}"), slug=slug, live=False, **fields)
        self.section(letter).add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page


@pytest.fixture
def land(plant) -> Land:
    return Land(plant)


@pytest.fixture
def desk(land) -> Callable[[str, str], Client]:
    """``desk(role, unit)`` is a client, logged in as somebody of that role in the unit."""

    def desk(role: str, letter: str) -> Client:
        name = f"{role}-{letter}"
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            user = get_user_model().objects.create_user(name, f"{name}@example.vn", "mat-khau")
            Membership.objects.create(user=user, unit=land[letter], role=role)
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return desk
