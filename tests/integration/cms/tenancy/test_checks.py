"""What is posted past the choosers: a page takes nothing of another unit, and keeps what it has."""

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.pages.models import NoticePage
from cms.tenancy.media_policy import collection_of


@pytest.fixture
def notice(units):
    section = units["10501"].root_page.get_children().get(slug="thong-bao")
    return section.add_child(instance=NoticePage(title="Lịch tiêm", slug="lich-tiem", live=False))


@pytest.fixture
def document(units):
    """A document of a unit, by its code."""

    def make(code: str) -> Document:
        return Document.objects.create(title=f"Tệp {code}", collection=collection_of(units[code]))

    return make


def posted(page, body, title="Lịch tiêm mới"):
    return nested_form_data(
        {
            "title": title,
            "slug": page.slug,
            "summary": "",
            "long_title": "",
            "contact": "",
            "hours": "",
            "reach": "own",
            "strength": "default",
            "comments": inline_formset([]),
            "body": streamfield(body),
            "files": streamfield([]),
        }
    )


@pytest.fixture
def save(client, notice):
    def save(user, body):
        client.force_login(user)
        return client.post(reverse("wagtailadmin_pages:edit", args=[notice.pk]), posted(notice, body))

    return save


def attached(document):
    return [("file", {"document": str(document.pk), "title": ""})]


def test_a_page_takes_a_document_of_its_unit(person, notice, document, save):
    answer = save(person("a", author="10501"), attached(document("10501")))
    assert answer.status_code == 302
    notice.refresh_from_db()
    assert notice.get_latest_revision_as_object().title == "Lịch tiêm mới"


def test_a_document_that_the_editor_may_not_see_is_not_there(person, notice, document, save, settings):
    for middleware in (settings.MIDDLEWARE, settings.MIDDLEWARE[:-1]):
        settings.MIDDLEWARE = middleware
        answer = save(person(f"a{len(middleware)}", author="10501"), attached(document("10502")))
        assert answer.status_code == 404
    assert notice.get_latest_revision() is None


def test_a_document_of_the_editors_other_unit_is_refused_and_the_text_is_kept(person, notice, document, save):
    answer = save(person("a", author="10501", approver="10502"), attached(document("10502")))
    assert answer.status_code == 200
    page = answer.content.decode()
    sentence = "Tệp “Tệp 10502” thuộc đơn vị khác; hãy tải lên cho đơn vị này rồi chọn lại."
    assert json.dumps(sentence)[1:-1] in page, "as the browser reads it"
    assert "Lịch tiêm mới" in page
    assert notice.get_latest_revision() is None


def test_a_page_keeps_what_it_was_imported_with(person, notice, document, save):
    foreign = document("10502")
    notice.body = [("file", {"document": foreign, "title": ""})]
    notice.save_revision()
    assert save(person("a", author="10501"), attached(foreign)).status_code == 302


def test_a_link_to_a_page_that_the_editor_may_not_see_is_not_there(person, units, save):
    foreign = units["10502"].root_page.get_children().first()
    link = rich_text(f'<p><a linktype="page" id="{foreign.pk}">đây</a></p>')
    assert save(person("a", author="10501"), [("paragraph", link)]).status_code == 404


def test_a_link_within_the_unit_is_taken(person, units, notice, save):
    own = units["10501"].root_page.get_children().first()
    link = rich_text(f'<p><a linktype="page" id="{own.pk}">đây</a></p>')
    assert save(person("a", author="10501"), [("paragraph", link)]).status_code == 302
    notice.refresh_from_db()
    body = notice.get_latest_revision_as_object().body
    assert isinstance(body[0].value, RichText)
    assert f'id="{own.pk}"' in body[0].value.source


def test_superusers_may_refer_to_anything(admin_user, document, save):
    assert save(admin_user, attached(document("10502"))).status_code == 302


@pytest.mark.parametrize("name", ["wagtailimages:add", "wagtaildocs:add"])
def test_nobody_is_asked_for_tags_which_all_would_share(client, person, name):
    client.force_login(person("a", author="10501"))
    assert 'name="tags"' not in client.get(reverse(name)).content.decode()


def test_uploads_go_to_the_units_collection(client, person, units):
    client.force_login(person("a", author="10501"))
    file = ContentFile(b"a,b", name="bang.csv")
    assert client.post(reverse("wagtaildocs:add"), {"title": "Bảng", "file": file}).status_code == 302
    assert [document.collection for document in Document.objects.all()] == [collection_of(units["10501"])]
