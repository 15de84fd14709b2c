"""A province over two districts with communes, planted."""

from collections.abc import Callable

import pytest

from cms.units.models import Unit

UNITS = {
    "30": ("province", None),
    "288": ("district", "30"),
    "289": ("district", "30"),
    "10501": ("commune", "288"),
    "10502": ("commune", "288"),
    "10601": ("commune", "289"),
}


@pytest.fixture
def units(plant: Callable[..., dict[str, Unit]]) -> dict[str, Unit]:
    """The units by code, each with its home page and sections."""
    return plant(UNITS, full_name="Đơn vị {code}")
