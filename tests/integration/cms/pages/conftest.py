"""A province with a district, and the trees planted for them."""

from datetime import date

import pytest

from cms.pages.models import SectionPage
from cms.pages.planting import plant_sites
from cms.units.models import Unit

TODAY = date(2025, 1, 1)


@pytest.fixture
def province(make_unit):
    names = {"name": "Hải Dương", "full_name": "Tỉnh Hải Dương", "kind": "tỉnh"}
    return make_unit("30", "province", hostname="hai-duong.localhost", **names)


@pytest.fixture
def district(make_unit, province):
    names = {"name": "Chí Linh", "full_name": "Thành phố Chí Linh", "kind": "thành phố"}
    return make_unit("288", "district", province, hostname="chi-linh.hai-duong.localhost", **names)


@pytest.fixture
def planted(district):
    return plant_sites(TODAY)


@pytest.fixture
def section(planted):
    """The section page of a unit, by the unit's code and the section's key."""

    def find(code: str, key: str) -> SectionPage:
        home = Unit.objects.with_code(code).root_page
        return SectionPage.objects.get(path__startswith=home.path, slug=key)

    return find
