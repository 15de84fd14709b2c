"""Two communes with their sites, and a page in each."""

from datetime import date

import pytest
from django.utils import timezone

from cms.pages.models import ArticlePage
from cms.pages.planting import plant_sites
from cms.units.models import Unit


@pytest.fixture
def units(db) -> dict[str, Unit]:
    """Two communes by code."""
    for code in ("10546", "10549"):
        Unit.objects.create(
            code=code,
            valid_from=date(2004, 1, 1),
            name=f"Xã {code}",
            full_name=f"Xã {code}",
            kind="Xã",
            tier="commune",
            hostname=f"u{code}.localhost",
        )
    plant_sites(timezone.localdate())
    return {unit.code: unit for unit in Unit.objects.select_related("root_page")}


@pytest.fixture
def page(units) -> ArticlePage:
    """A draft of the first commune."""
    section = units["10546"].root_page.get_children().get(slug="tin-tuc")
    return section.add_child(instance=ArticlePage(title="Tin cũ", slug="tin", live=False))
