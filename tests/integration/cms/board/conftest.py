"""A province, two districts, three communes, and pages in them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.pages.body import body_from_html
from cms.pages.types import MODELS
from cms.sharing.models import LivePage

UNITS = {
    "30": ("province", None),
    "290": ("district", "30"),
    "291": ("district", "30"),
    "10546": ("commune", "290"),
    "10549": ("commune", "290"),
    "10606": ("commune", "291"),
}


@pytest.fixture
def land(plant):
    return plant(UNITS)


@pytest.fixture
def write(land):
    """A live page of a unit, so many days old."""

    def write(code: str, section: str = "thong-bao", kind: str = "notice", age: int = 0, **fields):
        parent = land[code].root_page.get_children().get(slug=section)
        number = parent.get_children_count()
        page = MODELS[kind](title=f"Bài {number}", slug=f"bai-{number}", live=False, **fields)
        page.body = body_from_html("<p>Nội dung</p>")
        parent.add_child(instance=page)
        page.save_revision().publish()
        moment = timezone.now() - timedelta(days=age)
        LivePage.objects.filter(page_id=page.pk).update(published_at=moment, modified_at=moment)
        return page

    return write
