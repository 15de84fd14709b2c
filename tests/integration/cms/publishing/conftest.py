"""A province, a district and two communes with their trees, and short ways to write in them."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from django.utils import timezone

from build.snapshot.schema import Document, UnitSnapshot
from build.snapshot.store import SnapshotReader
from cms.pages.body import body_from_html
from cms.pages.models import ArticlePage
from cms.pages.planting import plant_sites
from cms.publishing.models import Change
from cms.publishing.writing import write_all
from cms.units.models import Unit
from tests.samples.country import Country

UNITS = {
    "30": ("province", None),
    "290": ("district", "30"),
    "10546": ("commune", "290"),
    "10549": ("commune", "290"),
}


@pytest.fixture
def land(plant):
    return plant(UNITS, phone="0220 3000 001")


@pytest.fixture
def quiet(land):
    """Nothing has changed so far: the founding of the units is done with."""
    Change.objects.all().delete()


@pytest.fixture
def write(land) -> Callable[..., ArticlePage]:
    """Makes a draft in a unit's news; ``publish`` makes it live."""

    def write(unit: str, slug: str, body: str = "<p>Nội dung</p>", *, publish: bool = False, **fields):
        section = land[unit].root_page.get_children().get(slug="tin-tuc")
        page = ArticlePage(title=fields.pop("title", f"Tiêu đề {slug}"), slug=slug, live=False, **fields)
        page.body = body_from_html(body)
        section.add_child(instance=page)
        if publish:
            page.save_revision().publish()
            page.refresh_from_db()
        return page

    return write


@pytest.fixture
def country(land, make_unit, write) -> Callable[[int], Country]:
    """A larger land, in which what happens follows from a number."""
    more = {"292": make_unit("292", "district", land["30"])}
    more["10600"] = make_unit("10600", "commune", more["292"])
    plant_sites(timezone.localdate())
    land |= {unit.code: unit for unit in Unit.objects.select_related("root_page")}
    return lambda seed: Country(Random(seed), land, write)


class Snapshot:
    """The snapshot as the build finds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self) -> list[str]:
        """The units that changed; every page has to be whole."""
        written = write_all(self.folder)
        assert written.left_out == []
        return written.changed

    def unit(self, code: str) -> UnitSnapshot:
        return SnapshotReader(self.folder).unit(code)

    def shown(self, code: str) -> dict[str, Document]:
        """The documents that a unit's site shows, by SECTION/SLUG."""
        unit = self.unit(code)
        documents = SnapshotReader(self.folder).documents(page.document for page in unit.shown)
        return {f"{page.section}/{page.slug}": documents[page.document] for page in unit.shown}

    def bytes(self) -> bytes:
        return b"".join(path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file())


@pytest.fixture
def snapshot(tmp_path):
    return Snapshot(tmp_path / "snapshot")
