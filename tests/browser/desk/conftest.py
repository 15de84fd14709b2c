"""A province of six units at work: the desk in a browser as anybody, the worker, and the sites it makes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page

from build.config import load
from cms.pages.base import ContentPage
from cms.pages.body import body_from_html
from cms.pages.models import SectionPage
from cms.pages.planting import plant_sites
from cms.pages.types import MODELS
from cms.publishing import worker
from cms.publishing.models import SiteStep
from cms.tenancy.models import Membership
from cms.units.models import Unit
from tests.samples.replanting import Replanting

LAND = [
    ("P", "30", "Tỉnh Hải Dương", "province", None),
    ("D", "290", "Thành phố Chí Linh", "district", "P"),
    ("F", "291", "Huyện Nam Sách", "district", "P"),
    ("C", "10546", "Phường Bến Tắm", "commune", "D"),
    ("E", "10549", "Xã Hưng Đạo", "commune", "D"),
    ("G", "10606", "Thị trấn Nam Sách", "commune", "F"),
]


@dataclass
class Land:
    """Units P (province) > D, F (districts) > C, E (communes in D) and G (in F), each with its sections."""

    units: dict[str, Unit]

    def __getitem__(self, letter: str) -> Unit:
        return self.units[letter]

    def section(self, letter: str, key: str = "thong-bao") -> SectionPage:
        """The page of a unit's section."""
        home = self.units[letter].root_page
        return SectionPage.objects.get(path__startswith=home.path, slug=key)

    def write(
        self,
        letter: str,
        title: str,
        slug: str,
        *,
        section: str = "thong-bao",
        kind: str = "notice",
        **fields: Any,
    ) -> ContentPage:
        """A page of the unit, live at once; ``live=False`` leaves it a draft."""
        live = fields.pop("live", True)
        body = body_from_html(fields.pop("body", "<p>Nội dung</p>"))
        page = MODELS[kind](title=title, slug=slug, live=False, body=body, **fields)
        self.section(letter, section).add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        page.refresh_from_db()
        return page


@pytest.fixture
def province(transactional_db: None, replanting: Replanting) -> Land:
    """The land, with two live notices of the province: one for all below, one for itself."""
    replanting.grow("desk", _plant)
    units = {unit.code: unit for unit in Unit.objects.select_related("root_page")}
    land = Land({letter: units[code] for letter, code, *_ in LAND})
    land.write("P", "Thông báo của tỉnh", "cua-tinh", reach="all")
    land.write("P", "Việc riêng của tỉnh", "viec-rieng")
    return land


def _plant() -> None:
    units: dict[str, Unit] = {}
    for letter, code, name, tier, parent in LAND:
        units[letter] = Unit.objects.create(
            code=code,
            valid_from=date(2004, 1, 1),
            name=name.split(" ", 1)[1],
            full_name=name,
            kind=name.split(" ", 1)[0],
            tier=tier,
            parent=units[parent] if parent else None,
            hostname=f"u{code}.localhost",
            phone="0220 3000 001",
        )
    plant_sites(timezone.localdate())


@pytest.fixture
def person(province: Land) -> Callable[..., Any]:
    """``person(role, unit)`` is somebody of that role in the unit; see ``desk``."""

    def person(role: str, unit: str = "", *, writes_below: bool = False) -> Any:
        return _person(role, province[unit] if unit else None, writes_below=writes_below)

    return person


@pytest.fixture
def desk(log_in: Callable[..., Page], person: Callable[..., Any]) -> Callable[..., Page]:
    """``desk(role, unit)`` is a page at the dashboard, logged in as somebody of that role in the unit.

    ``role`` is one of ``cms.tenancy``'s or "superuser", ``unit`` a letter; the same again is the same person.
    What scripts complain of is noted in the page's ``faults``; a script that is ``told`` runs before them.
    """

    def open_desk(role: str, unit: str = "", *, writes_below: bool = False, **screen: Any) -> Page:
        return log_in(person(role, unit, writes_below=writes_below), **screen)

    return open_desk


def _person(role: str, unit: Unit | None, *, writes_below: bool) -> Any:
    people = get_user_model().objects
    name = f"{role}-{unit.code}" if unit else role
    known = people.filter(username=name).first()
    if known:
        return known
    if role == "superuser":
        return people.create_superuser(name, f"{name}@example.vn", "mat-khau")
    user = people.create_user(name, f"{name}@example.vn", "mat-khau", first_name=name)
    Membership.objects.create(user=user, unit=unit, role=role, writes_below=writes_below)
    return user


@dataclass
class Sites:
    """The sites as deployed, and the worker that brings them up to date."""

    folder: Path
    land: Land
    one_at_a_time: Any
    config: Any = field(init=False)

    def __post_init__(self) -> None:
        given = load({"LIENTHONG_VAR": str(self.folder), "LIENTHONG_SITE_URL": django_settings.SITE_URL})
        self.config = replace(given, jobs=1)

    def drain(self) -> None:
        """Run the worker until every site and the search are up to date; nothing may fail."""
        with self.one_at_a_time:
            worker.drain(self.config)
            behind = SiteStep.objects.filter(wanted__gt=F("done"))
            assert list(behind.values_list("unit__code", "step", "reason")) == []

    def file(self, letter: str, path: str) -> Path:
        """Where the page at ``path`` of a unit's site is deployed, whether it is there or not."""
        return self.folder / "sites" / self.land[letter].hostname / path.strip("/") / "index.html"


@pytest.fixture
def sites(province: Land, tmp_path: Path, one_at_a_time: Any) -> Sites:
    return Sites(tmp_path / "var", province, one_at_a_time)


@pytest.fixture
def drain(sites: Sites) -> Callable[[], None]:
    """Runs the worker until nothing is wanted."""
    return sites.drain


@pytest.fixture
def site(sites: Sites) -> Callable[..., str | None]:
    """``site(unit, path)`` is the deployed page's HTML, None where the site has no such page."""

    def read(letter: str, path: str = "/") -> str | None:
        file = sites.file(letter, path)
        return file.read_text() if file.is_file() else None

    return read


@dataclass
class Counted:
    """How often somebody pressed the mouse."""

    presses: int = 0


@pytest.fixture
def clicks() -> Callable[[Page], Any]:
    """``with clicks(page) as counted`` counts presses in ``counted.presses``."""

    @contextmanager
    def counting(page: Page) -> Iterator[Counted]:
        counted, before = Counted(), page.presses
        yield counted
        page.evaluate("1")
        counted.presses = page.presses - before

    return counting
