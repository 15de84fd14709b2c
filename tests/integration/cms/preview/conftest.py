"""A province, a district and two communes, their pages, and the built sites."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from build.config import load
from build.pipeline import build
from cms.pages.body import body_from_html
from cms.pages.models import NoticePage
from cms.publishing.writing import write_all

TEXT = "<p>Gọi {{điện thoại}}, gặp {{lãnh đạo}}.</p>"
UNITS = {
    "30": ("province", None),
    "290": ("district", "30"),
    "291": ("district", "30"),
    "10546": ("commune", "290"),
    "10549": ("commune", "290"),
}


@pytest.fixture
def land(plant):
    return plant(UNITS, phone="0220 {code}", leader="Ông Nguyễn Văn {code}")


@pytest.fixture
def write(land):
    """A notice of a unit: live, unless ``draft``; ``body`` is HTML."""

    def write(code: str, slug: str, body: str = TEXT, *, draft: bool = False, **fields):
        section = land[code].root_page.get_children().get(slug="thong-bao")
        page = NoticePage(title=fields.pop("title", f"Thông báo {slug}"), slug=slug, live=False, **fields)
        page.body = body_from_html(body)
        section.add_child(instance=page)
        revision = page.save_revision()
        if not draft:
            revision.publish()
        page.refresh_from_db()
        return page

    return write


@pytest.fixture
def deployed(land, tmp_path):
    """``deployed(unit, path)`` is the deployed page's HTML, once all sites have been built."""
    config = replace(load({"LIENTHONG_VAR": str(tmp_path), "LIENTHONG_SITE_URL": settings.SITE_URL}), jobs=1)
    built = []

    def read(code: str, path: str) -> str:
        if not built:
            built.append(write_all(config.snapshot))
            assert build(config).failures == {}
        file = Path(config.target.removeprefix("folder:")) / land[code].hostname / path.strip("/")
        return (file / "index.html").read_text()

    return read
