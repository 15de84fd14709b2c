"""The desk takes no file that the build would refuse to deploy."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document

from build.snapshot.schema import MAX_FILE_BYTES

pytestmark = pytest.mark.django_db


def upload(client, size: int):
    file = SimpleUploadedFile("quy-hoach.pdf", b"\0" * size)
    return client.post(reverse("wagtaildocs:add"), {"title": "Quy hoạch", "file": file})


def test_a_document_larger_than_the_builds_limit_is_refused_with_the_limit(admin_client):
    refused = upload(admin_client, MAX_FILE_BYTES + 1024 * 1024)
    sentence = refused.context["form"].errors["file"][0]
    assert "20,0 MB" in sentence.replace("\xa0", " ")
    assert not Document.objects.exists()


def test_a_document_just_as_large_is_taken(admin_client):
    assert upload(admin_client, MAX_FILE_BYTES).status_code == 302
    assert Document.objects.get().file_size == MAX_FILE_BYTES
