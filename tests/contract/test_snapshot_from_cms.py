"""The worked examples of the snapshot, from the CMS's side: publishing their pages writes the same."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import msgspec
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images.models import Image

from build.snapshot.page_types import PAGE_TYPES
from build.snapshot.schema import Document, File, encode
from build.snapshot.store import SnapshotReader, decode_document
from cms.pages.content import set_field
from cms.pages.planting import plant_sites
from cms.pages.sections import load_sections
from cms.pages.types import MODELS
from cms.publishing.urgent import SETTLES_AFTER
from cms.publishing.writing import write_all
from cms.sharing.models import Decision, LivePage, Redirect
from cms.units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.leaves_files]
DAY = date(2025, 1, 1)
SECTIONS = {name: section.key for section in reversed(load_sections("province")) for name in section.types}
"""The first that takes the type."""
DEADLINE = datetime(2024, 9, 8, 11, tzinfo=UTC)
LINKED = "dang-ky-khai-sinh"
"""What the example of a notice links to."""


@pytest.fixture
def site(root) -> dict:
    """The worked example of what a commune's site shows."""
    return msgspec.json.decode((root / "build" / "snapshot" / "examples" / "unit.json").read_bytes())


@pytest.fixture
def units(site) -> dict[str, Unit]:
    """The commune of that example and the units above it, planted, by code."""
    made = {}
    above = None
    for facts in (*reversed(site["parents"]), site["unit"]):
        given = {name: value for name, value in facts.items() if name != "former_names"}
        made[facts["code"]] = above = Unit.objects.create(
            **given, valid_from=DAY, parent=above, sample=site["sample"]
        )
    plant_sites(DAY)
    return {unit.code: unit for unit in Unit.objects.select_related("root_page")}


@pytest.fixture
def publish(units):
    """Publishes, in a unit, a page that says what a document says."""

    def publish(document: Document, slug: str, unit: str = "30", **settings) -> LivePage:
        page = MODELS[document.type](slug=slug, live=False, **settings)
        for name, value in document.fields.items():
            set_field(page, name, value)
        page.files = [_attached(file) for file in document.files]
        home = units[unit].root_page
        home.get_children().get(slug=SECTIONS[document.type]).add_child(instance=page)
        page.save_revision().publish()
        return LivePage.objects.select_related("document").get(page=page)

    return publish


def _attached(file: File) -> dict:
    written = BytesIO()
    Picture.effect_noise((file.width, file.height), 90).save(written, "png")
    stored = ContentFile(written.getvalue(), name="anh.png")
    picture = Image(title=file.name, file=stored, width=file.width, height=file.height)
    if file.focus:
        picture.focal_point_x = file.width * file.focus[0] // 100
        picture.focal_point_y = file.height * file.focus[1] // 100
        picture.focal_point_width = picture.focal_point_height = 100
    picture.save()
    return {"type": "picture", "value": {"image": picture.pk, "alt": file.alt, "caption": ""}, "id": "1"}


def example(root, name: str) -> Document:
    path = root / "build" / "snapshot" / "examples" / f"document-{name}.json"
    return msgspec.json.decode(path.read_bytes(), type=Document)


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_a_published_page_says_what_the_example_of_its_type_says(root, publish, name):
    if name != "procedure":
        publish(example(root, "procedure"), LINKED)
    wanted = example(root, name)
    live = publish(wanted, f"vi-du-{name.replace('_', '-')}")
    written = decode_document(bytes(live.document.payload))
    assert (written.type, written.fields) == (wanted.type, wanted.fields)
    assert [_described(file) for file in written.files] == [_described(file) for file in wanted.files]


def _described(file: File) -> tuple:
    variants = [(variant.extension, variant.width) for variant in file.variants]
    return file.name, file.alt, file.width, file.height, variants, file.focus


@pytest.fixture
def settled(root, units, publish) -> datetime:
    """When a site has, besides a page of its own and one that units changed, an urgent notice everywhere."""
    own, notice, procedure = (example(root, name) for name in ("article", "notice", "procedure"))
    body = f'{own.fields["body"]}<p><a href="page:30/tin-tuc/le-hoi-con-son">Lễ hội</a></p>'
    own = msgspec.structs.replace(own, fields={**own.fields, "body": body}, files=())
    publish(own, "le-hoi-con-son")
    publish(own, "ra-quan-trong-cay", "10546", pinned=True)
    changed = publish(procedure, LINKED, reach="all").page
    district = {"override_reach": "all", "override_fields": {"hours": "Sáng thứ Bảy"}}
    commune = {"override_fields": {"contact": "Bộ phận một cửa phường"}}
    Decision.objects.create(page=changed, unit=units["290"], **district)
    Decision.objects.create(page=changed, unit=units["10546"], **commune)
    Redirect.objects.create(page=changed, unit=units["30"], section="tin-tuc", slug="khai-sinh-cho-con")
    times = {"expire_at": timezone.now() + timedelta(days=1), "deadline": DEADLINE}
    urgent = publish(notice, "bao-so-3", reach="all", strength="mandatory", urgent=True, **times)
    return urgent.urgent_since + SETTLES_AFTER


def test_a_site_is_written_as_the_example_of_a_unit_says(site, settled, tmp_path):
    write_all(tmp_path, now=settled)
    written = msgspec.json.decode(encode(SnapshotReader(tmp_path).unit("10546")))
    assert _comparable(written) == _comparable(site)


def _comparable(site: dict) -> dict:
    """The site without the days of its pages, what its own page says, and the words of its sections."""
    pages = sorted(site["shown"], key=lambda page: page["slug"])
    for page in pages:
        page.update(dict.fromkeys(("published_at", "modified_at") & page.keys()))
        if page["origin"] == site["unit"]["code"]:
            page["document"] = ""
    sections = {tuple(section) for section in site["sections"]}
    return {**site, "shown": pages, "sections": sections}
