"""Pages that are live, in a district and its communes."""

from collections.abc import Callable
from typing import Any

import pytest

from cms.pages.body import body_from_html
from cms.pages.models import NoticePage
from tests.samples.people import desk, land, person, section

__all__ = ["desk", "land", "person", "section"]


@pytest.fixture
def notice(section) -> Callable[..., NoticePage]:
    """A live notice of a unit."""

    def notice(unit: str, slug: str = "cat-dien", **fields: Any) -> NoticePage:
        fields = {"title": "Cắt điện", "body": body_from_html("<p>Từ 7 giờ</p>"), **fields}
        page = NoticePage(slug=slug, live=False, **fields)
        section(unit).add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    return notice


@pytest.fixture
def below(person, desk):
    """The desk of the commune's approver."""
    return desk(person("xa", "approver", "C"))


@pytest.fixture
def above(person, desk):
    """The desk of the approver in the district above it."""
    return desk(person("huyen", "approver", "D"))
