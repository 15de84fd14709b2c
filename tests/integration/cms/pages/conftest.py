"""A province with a district, and the trees planted for them."""

from datetime import date

import pytest

from cms.pages.models import SectionPage
from cms.pages.planting import plant_sites
from cms.units.models import Unit

TODAY = date(2025, 1, 1)


@pytest.fixture
def province(db):
    return Unit.objects.create(
        code="30",
        valid_from=date(2004, 1, 1),
        name="Hải Dương",
        full_name="Tỉnh Hải Dương",
        kind="tỉnh",
        tier="province",
        hostname="hai-duong.localhost",
    )


@pytest.fixture
def district(province):
    return Unit.objects.create(
        code="288",
        valid_from=date(2004, 1, 1),
        name="Chí Linh",
        full_name="Thành phố Chí Linh",
        kind="thành phố",
        tier="district",
        parent=province,
        hostname="chi-linh.hai-duong.localhost",
    )


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
