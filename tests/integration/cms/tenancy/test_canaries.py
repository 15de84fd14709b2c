"""What the desk's people have not published is nowhere in the snapshot, from which alone sites are made.

Every page is written, published, taken back or hidden as by a person in a browser: through the desk.
"""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from build.snapshot.store import SnapshotReader
from cms.pages.models import NoticePage
from cms.publishing.writing import write_all
from cms.sharing.models import Decision, LivePage
from cms.tenancy.models import UnitSettings
from tests.conftest import figure

PUBLISH = {"action-publish": "1"}


class Desk:
    """The desk as an author of a unit who publishes alone uses it."""

    def __init__(self, user: Any, unit: Any) -> None:
        self.client, self.unit = Client(), unit
        self.client.force_login(user)
        self.section = unit.root_page.get_children().get(slug="thong-bao")

    def write(self, mark: str, slug: str, *, files: list[Any] = (), **action: str) -> NoticePage:
        address = reverse("wagtailadmin_pages:add", args=["pages", "noticepage", self.section.pk])
        answer = self.client.post(address, _form(mark, slug, files) | action)
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return NoticePage.objects.child_of(self.section).get(slug=slug)

    def edit(self, page: NoticePage, mark: str, **action: str) -> None:
        answer = self.client.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]), _form(mark, page.slug, []) | action
        )
        assert answer.status_code == 302

    def unpublish(self, page: NoticePage) -> None:
        assert self.client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).status_code == 302

    def delete(self, page: NoticePage) -> None:
        assert self.client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 302

    def upload(self, mark: str) -> Document:
        file = ContentFile(mark.encode(), name=f"{mark}.csv")
        assert self.client.post(reverse("wagtaildocs:add"), {"title": mark, "file": file}).status_code == 302
        return Document.objects.get(title=mark)


def _form(mark: str, slug: str, files: list[Any]) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": mark,
            "slug": slug,
            "summary": mark,
            "long_title": "",
            "contact": mark,
            "hours": "",
            "reach": "own",
            "strength": "default",
            "comments": inline_formset([]),
            "body": streamfield([("heading", {"text": mark, "level": "h2"})]),
            "files": streamfield(files),
        }
    )


def draft(desk: Desk, mark: str) -> None:
    desk.write(mark, mark)


def later_draft(desk: Desk, mark: str) -> None:
    desk.edit(desk.write("công khai", mark.replace("chim", "bai"), **PUBLISH), mark)


def unpublished(desk: Desk, mark: str) -> None:
    desk.unpublish(desk.write(mark, mark, **PUBLISH))


def deleted(desk: Desk, mark: str) -> None:
    desk.delete(desk.write(mark, mark, **PUBLISH))


def expired(desk: Desk, mark: str) -> None:
    page = desk.write(mark, mark, **PUBLISH)
    LivePage.objects.filter(page=page).update(expires_at=timezone.now() - timedelta(seconds=1))


def medium_of_a_draft(desk: Desk, mark: str) -> None:
    document = desk.upload(mark)
    desk.write("công khai", mark, files=[("file", {"document": str(document.pk), "title": mark})])


def medium_of_what_was_taken_back(desk: Desk, mark: str) -> None:
    document = desk.upload(mark)
    files = [("file", {"document": str(document.pk), "title": mark})]
    desk.unpublish(desk.write("công khai", mark, files=files, **PUBLISH))


WAYS: list[Callable[[Desk, str], None]] = [
    draft,
    later_draft,
    unpublished,
    deleted,
    expired,
    medium_of_a_draft,
    medium_of_what_was_taken_back,
]


def readable(folder: Any) -> bytes:
    """All that whoever holds the snapshot can read."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def desk(person, units):
    UnitSettings.objects.create(unit=units["10501"], authors_publish=True)
    return Desk(person("a", author="10501"), units["10501"])


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_no_canary_leaves_the_desk(desk, tmp_path):
    marks = [f"chim-{number:05}" for number in range(figure(21, 1000))]
    for mark, way in zip(marks, itertools.cycle(WAYS), strict=False):
        way(desk, mark)
    desk.write("song-00001", "lich-tiem", **PUBLISH)
    write_all(tmp_path)
    written = readable(tmp_path)
    assert b"chim-" not in written
    assert b"song-00001" in written, "or nothing could be found in it"


def test_what_a_commune_hides_is_not_on_its_site(desk, person, units, tmp_path):
    UnitSettings.objects.create(unit=units["30"], authors_publish=True)
    province = Desk(person("p", author="30"), units["30"])
    page = province.write("chim-tinh", "chim-tinh", **PUBLISH)
    NoticePage.objects.filter(pk=page.pk).update(reach="all")
    LivePage.objects.filter(page=page).update(reach="all")
    Decision.objects.create(unit=units["10501"], page=page, hide=True)
    write_all(tmp_path)
    shown = {
        code: [one.slug for one in SnapshotReader(tmp_path).unit(code).shown] for code in ("10501", "10502")
    }
    assert shown == {"10501": [], "10502": ["chim-tinh"]}
