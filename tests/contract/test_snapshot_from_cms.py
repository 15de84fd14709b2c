"""The worked examples of the snapshot, from the CMS's side: publishing their pages writes the same."""

from datetime import date
from io import BytesIO

import msgspec
import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.images.models import Image

from build.snapshot.page_types import PAGE_TYPES
from build.snapshot.schema import Document, File
from build.snapshot.store import decode_document
from cms.pages.content import set_field
from cms.pages.planting import plant_sites
from cms.pages.sections import load_sections
from cms.pages.types import MODELS
from cms.sharing.models import LivePage
from cms.units.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.leaves_files]
DAY = date(2025, 1, 1)
SECTIONS = {name: section.key for section in load_sections("province") for name in section.types}
SECTIONS["procedure"] = "thu-tuc-hanh-chinh"
LINKED = "dang-ky-khai-sinh"
"""What the example of a notice links to."""


@pytest.fixture
def publish():
    """Publishes, in a province, a page that says what a document says; the document that this writes."""
    unit = Unit.objects.create(
        code="30",
        valid_from=DAY,
        name="Hải Dương",
        full_name="Tỉnh Hải Dương",
        kind="Tỉnh",
        tier="province",
        hostname="hai-duong.localhost",
    )
    plant_sites(DAY)
    home = Unit.objects.get(pk=unit.pk).root_page

    def publish(document: Document, slug: str) -> Document:
        page = MODELS[document.type](slug=slug, live=False)
        for name, value in document.fields.items():
            set_field(page, name, value)
        page.files = [_attached(file) for file in document.files]
        home.get_children().get(slug=SECTIONS[document.type]).add_child(instance=page)
        page.save_revision().publish()
        return decode_document(bytes(LivePage.objects.get(page=page).document.payload))

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
    written = publish(wanted, f"vi-du-{name.replace('_', '-')}")
    assert (written.type, written.fields) == (wanted.type, wanted.fields)
    assert [_described(file) for file in written.files] == [_described(file) for file in wanted.files]


def _described(file: File) -> tuple:
    variants = [(variant.extension, variant.width) for variant in file.variants]
    return file.name, file.alt, file.width, file.height, variants, file.focus
