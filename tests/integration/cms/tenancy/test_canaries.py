"""What is not published, or no longer, is nowhere: not in the snapshot, on a site, or in search.

Every page is written, published, taken back or hidden as by a person in a browser: through the desk.
"""

import hashlib
import itertools
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from build.config import load
from build.index.engine import Query
from build.index.opening import open_engine
from build.pipeline import build
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

    def picture(self, mark: str) -> list[Any]:
        """The block of a picture that is like no other, uploaded; its versions are made at once."""
        written = BytesIO()
        Picture.effect_noise((400, 300), 60).save(written, "PNG")
        file = ContentFile(written.getvalue(), name=f"{mark}.png")
        assert (
            self.client.post(reverse("wagtailimages:add"), {"title": mark, "file": file}).status_code == 302
        )
        block = {"image": str(Image.objects.get(title=mark).pk), "alt": mark, "caption": ""}
        return [("picture", block)]


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


def planned(desk: Desk, mark: str) -> None:
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    desk.write(mark, mark, go_live_at=tomorrow.strftime("%d/%m/%Y %H:%M"), **PUBLISH)


def unpublished(desk: Desk, mark: str) -> None:
    desk.unpublish(desk.write(mark, mark, **PUBLISH))


def deleted(desk: Desk, mark: str) -> None:
    desk.delete(desk.write(mark, mark, **PUBLISH))


def expired(desk: Desk, mark: str) -> None:
    expire(desk.write(mark, mark, **PUBLISH))


def expire(page: NoticePage) -> None:
    LivePage.objects.filter(page=page).update(expires_at=timezone.now() - timedelta(seconds=1))


def medium_of_a_draft(desk: Desk, mark: str) -> None:
    document = desk.upload(mark)
    desk.write("công khai", mark, files=[("file", {"document": str(document.pk), "title": mark})])


def medium_of_what_was_taken_back(desk: Desk, mark: str) -> None:
    document = desk.upload(mark)
    files = [("file", {"document": str(document.pk), "title": mark})]
    desk.unpublish(desk.write("công khai", mark, files=files, **PUBLISH))


def picture_of_a_draft(desk: Desk, mark: str) -> None:
    desk.write("công khai", mark, files=desk.picture(mark))


def picture_of_what_was_taken_back(desk: Desk, mark: str) -> None:
    desk.unpublish(desk.write("công khai", mark, files=desk.picture(mark), **PUBLISH))


def versions(mark: str) -> set[str]:
    """The hashes of all versions of the pictures whose title begins with ``mark``."""
    found = Rendition.objects.filter(image__title__startswith=mark)
    return {hashlib.sha256(Path(one.file.path).read_bytes()).hexdigest() for one in found}


WAYS: list[Callable[[Desk, str], None]] = [
    draft,
    later_draft,
    planned,
    unpublished,
    deleted,
    expired,
    medium_of_a_draft,
    medium_of_what_was_taken_back,
    picture_of_a_draft,
    picture_of_what_was_taken_back,
]


class Public:
    """All that whoever holds the snapshot, reads the sites or searches can learn."""

    def __init__(self, folder: Path) -> None:
        self.snapshot, self.sites = folder / "snapshot", folder / "sites"
        self.config = load({"LIENTHONG_VAR": str(folder), "LIENTHONG_JOBS": "1"})
        self.engine = open_engine(self.config.engine)

    def renew(self) -> None:
        """Bring what is published to the sites and into search, however much of it goes."""
        write_all(self.snapshot)
        assert build(self.config, allow_shrink=True).failures == {}

    def read(self) -> bytes:
        """Every file of the snapshot and of storage, one after the other."""
        folders = (self.snapshot, self.sites)
        return b"".join(path.read_bytes() for one in folders for path in one.rglob("*") if path.is_file())

    def hashes(self) -> set[str]:
        """Those of every file that ``read`` reads."""
        folders = (self.snapshot, self.sites)
        files = (path for one in folders for path in one.rglob("*") if path.is_file())
        return {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def find(self, text: str) -> set[str]:
        """The addresses that search answers with."""
        return {hit.url for hit in self.engine.search(Query(text=text, size=50)).hits}


@pytest.fixture
def public(tmp_path):
    public = Public(tmp_path)
    yield public
    public.engine.close()


@pytest.fixture
def desk(person, units):
    UnitSettings.objects.create(unit=units["10501"], authors_publish=True)
    return Desk(person("a", author="10501"), units["10501"])


@pytest.mark.soak
@pytest.mark.leaves_files
def test_no_canary_leaves_the_desk(desk, public):
    marks = [f"chim-{number:05}" for number in range(figure(16, 1000))]
    once = len(marks) // 4
    shown = [desk.write(mark, mark, **PUBLISH) for mark in marks[:once]]
    shown.append(desk.write("chim-anh", "chim-anh", files=desk.picture("chim-anh"), **PUBLISH))
    desk.write("song-00001", "lich-tiem", files=desk.picture("song-00001"), **PUBLISH)
    public.renew()
    found = public.read()
    assert len(versions("chim-anh") & public.hashes()) > 1, "or taking it back would show nothing"
    assert all(mark.encode() in found for mark in marks[:once]), "or taking them back would show nothing"
    assert public.find("chim-00000")
    for page, take_back in zip(shown, itertools.cycle((desk.unpublish, desk.delete, expire)), strict=False):
        take_back(page)
    for mark, way in zip(marks[once:], itertools.cycle(WAYS), strict=False):
        way(desk, mark)
    public.renew()
    found = public.read()
    assert b"chim-" not in found
    assert versions("chim-") & public.hashes() == set()
    assert [sha for sha in versions("chim-") if sha.encode() in found] == []
    assert versions("song-") & public.hashes(), "or none could be found in it"
    assert b"song-00001" in found, "or nothing could be found in it"
    assert not [mark for mark in marks if any("chim-" in url for url in public.find(mark))]


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
