"""The editors' guide: complete, readable in the desk, every link and picture there."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from cms.wording.guide import FOLDER, chapter_html, chapters, picture
from tests.samples.english import english_in

CHAPTERS = sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "README")
DESK = re.compile(r'(?:href|src)="(/quan-tri/[^"#]+)')


@pytest.fixture
def desk(client, db):
    """Somebody at the desk."""
    client.force_login(get_user_model().objects.create_superuser("chi-huong", "", "mat-khau"))
    return client


def test_the_contents_name_every_chapter():
    assert sorted(chapter.name for chapter in chapters()) == CHAPTERS
    assert len(CHAPTERS) > 10


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_leads_only_to_what_is_there(desk, name):
    answer = desk.get(reverse("lienthong_guide_chapter", args=[name]))
    assert answer.status_code == 200
    html = chapter_html(name)
    assert ".md" not in html
    for address in DESK.findall(html):
        shown = desk.get(address)
        assert shown.status_code == 200, address
        # Closing the answer itself would end the request, and with it the test's connection.
        for close in shown._resource_closers:
            close()


@pytest.mark.parametrize("name", ["README", *CHAPTERS])
def test_a_chapter_is_in_vietnamese(name):
    assert english_in(re.sub("<code>[^<]*</code>|<[^>]*>", " ", chapter_html(name))) == []


def test_every_picture_is_shown_somewhere():
    shown = {found for name in CHAPTERS for found in re.findall(r"/hinh/([a-z-]+)\.webp", chapter_html(name))}
    assert shown == {path.stem for path in FOLDER.glob("hinh/*.webp")}
    assert picture("trang-chu").is_file()


def test_the_contents_and_the_dashboard_lead_to_the_chapters(desk):
    for screen in ("lienthong_guide", "wagtailadmin_home"):
        text = desk.get(reverse(screen)).content.decode()
        assert all(reverse("lienthong_guide_chapter", args=[name]) in text for name in CHAPTERS)


def test_the_help_menu_stays_in_the_desk(desk):
    text = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("lienthong_guide") in text
    assert "guide.wagtail.org" not in text


@pytest.mark.parametrize("address", ["khong-co/", "README/", "hinh/khong-co.webp"])
def test_what_is_not_in_the_guide_is_not_found(desk, address):
    assert desk.get(reverse("lienthong_guide") + address).status_code == 404


def test_the_guide_is_behind_the_login(client, db):
    assert client.get(reverse("lienthong_guide")).status_code == 302
