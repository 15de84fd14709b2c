"""Files of the desk, drafts' among them, are for those who work at it."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

pytestmark = [pytest.mark.django_db, pytest.mark.leaves_files]


def picture() -> bytes:
    written = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(written, "png")
    return written.getvalue()


@pytest.fixture
def addresses() -> dict[str, str]:
    """Where a document, a picture as it was uploaded, and its rendition are asked for."""
    document = Document.objects.create(title="Dự thảo", file=ContentFile(b"%PDF bi mat", name="du-thao.pdf"))
    image = Image.objects.create(
        title="Ảnh", file=ContentFile(picture(), name="anh.png"), width=20, height=20
    )
    return {
        "document": document.url,
        "the document's own file": document.file.url,
        "picture": image.file.url,
        "rendition": image.get_rendition("max-10x10").url,
    }


def test_a_stranger_gets_no_file(client, addresses):
    answers = {name: client.get(address) for name, address in addresses.items()}
    assert {answer.status_code for answer in answers.values()} == {302}
    assert all(answer.url.startswith(reverse("wagtailadmin_login")) for answer in answers.values())


def test_an_account_that_is_not_for_the_desk_gets_no_file(client, addresses):
    client.force_login(User.objects.create_user("doc-gia"))
    assert {client.get(address).status_code for address in addresses.values()} == {404}


def test_an_editor_gets_every_file(admin_client, addresses):
    for name, address in addresses.items():
        answer = admin_client.get(address)
        content = b"".join(answer.streaming_content)
        assert answer.status_code == 200, name
        assert content.startswith(b"%PDF bi mat" if "document" in name else b"\x89PNG")


@pytest.mark.parametrize("path", ["../cms.sqlite3", "%2e%2e/cms.sqlite3", "/etc/passwd", "images/"])
def test_nothing_but_media_is_handed_out(admin_client, path):
    assert admin_client.get(f"/media/{path}").status_code in {400, 404}
