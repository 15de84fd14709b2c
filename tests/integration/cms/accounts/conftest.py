"""A district with two communes, and the desk as people of them see it."""

from collections.abc import Callable

import pytest
from django.core.cache import cache

from cms.units.models import Unit
from tests.samples.people import desk

__all__ = ["desk"]

UNITS = {"288": ("district", None), "10501": ("commune", "288"), "10502": ("commune", "288")}


@pytest.fixture(autouse=True)
def nobody_has_tried() -> None:
    """The cache counts who tried how often, and forgets nothing between tests."""
    cache.clear()


@pytest.fixture
def units(plant: Callable[..., dict[str, Unit]]) -> dict[str, Unit]:
    """The units by code."""
    return plant(UNITS, full_name="Đơn vị {code}")
