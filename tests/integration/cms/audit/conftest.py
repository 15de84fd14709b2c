"""Two communes with their sites, and a page in each."""

from collections.abc import Callable

import pytest

from cms.pages.models import ArticlePage
from cms.units.models import Unit


@pytest.fixture
def units(plant: Callable[..., dict[str, Unit]]) -> dict[str, Unit]:
    """Two communes by code."""
    return plant({"10546": ("commune", None), "10549": ("commune", None)})


@pytest.fixture
def page(units) -> ArticlePage:
    """A draft of the first commune."""
    section = units["10546"].root_page.get_children().get(slug="tin-tuc")
    return section.add_child(instance=ArticlePage(title="Tin cũ", slug="tin", live=False))
