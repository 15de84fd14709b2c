"""Pages written in bulk leave the rows that Wagtail's own way leaves, in far fewer queries."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from cms.pages.bulk import bulk_create_pages, bulk_update_pages
from cms.pages.models import ArticlePage, NoticePage, ProcedurePage

PUBLISHED = datetime(2024, 10, 10, 1, tzinfo=UTC)
OWN_ROWS = {
    "id",
    "path",
    "page_ptr",
    "slug",
    "url_path",
    "translation_key",
    "latest_revision",
    "live_revision",
}
OWN_ROWS |= {"last_published_at", "latest_revision_created_at"}


def article(slug, target, *, live=True):
    return ArticlePage(
        title="Đường mới",
        slug=slug,
        summary="Tóm tắt",
        author="Lan",
        live=live,
        first_published_at=PUBLISHED if live else None,
        body=[{"type": "paragraph", "value": f'<p><a linktype="page" id="{target.pk}">a</a></p>', "id": "1"}],
    )


def slowly(page, parent):
    """The same page by Wagtail's own way."""
    live = page.live
    page.live = False
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return ArticlePage.objects.get(pk=page.pk)


def quickly(page, parent):
    bulk_create_pages([(page, parent)])
    return ArticlePage.objects.get(pk=page.pk)


def row(page):
    return {name: value for name, value in model_to_dict(page).items() if name not in OWN_ROWS}


def beside(page):
    """What is kept beside a page, without what tells one page from another."""
    entry = IndexEntry.objects.get(object_id=str(page.pk), content_type=page.content_type)
    return {
        "references": set(
            ReferenceIndex.objects.filter(object_id=str(page.pk)).values_list(
                "content_type", "base_content_type", "to_object_id", "model_path", "content_path_hash"
            )
        ),
        "search": (entry.title, entry.autocomplete, entry.body),
        "revisions": [revision.object_str for revision in Revision.objects.for_instance(page)],
        "log": set(PageLogEntry.objects.filter(page=page.pk).values_list("action", "label")),
        "pointers": (page.latest_revision_id is None, page.live_revision_id == page.latest_revision_id),
        "status": page.status_string,
    }


@pytest.mark.usefixtures("desk_search")
@pytest.mark.parametrize("live", [True, False])
def test_a_page_written_in_bulk_is_what_add_child_makes(section, live):
    parent = section("30", "tin-tuc")
    slow = slowly(article("cham", parent, live=live), parent)
    quick = quickly(article("nhanh", parent, live=live), parent)
    assert row(quick) == row(slow)
    assert beside(quick) == beside(slow)
    assert quick.url_path == slow.url_path.replace("cham", "nhanh")
    assert quick.get_prev_sibling().pk == slow.pk


def test_a_revision_written_in_bulk_opens_as_the_page(section):
    page = quickly(article("a", section("30", "tin-tuc")), section("30", "tin-tuc"))
    opened = page.get_latest_revision_as_object()
    assert (opened.title, opened.author, opened.pk) == (page.title, "Lan", page.pk)
    assert list(opened.body.raw_data) == list(page.body.raw_data)


def test_the_tree_stays_whole_when_pages_come_by_both_ways(section):
    parent, other = section("30", "tin-tuc"), section("288", "tin-tuc")
    slowly(article("a", parent), parent)
    bulk_create_pages([(article(f"b{number}", parent), p) for number in range(40) for p in (parent, other)])
    slowly(article("c", other), other)
    parent.refresh_from_db()
    other.refresh_from_db()
    assert [len(problems) for problems in Page.find_problems()] == [0, 0, 0, 0, 0]
    assert (parent.numchild, other.numchild) == (41, 41)
    assert [page.slug for page in parent.get_children()] == ["a", *(f"b{number}" for number in range(40))]


def test_pages_of_several_types_are_written_at_once(section):
    parent = section("30", "tin-tuc")
    pages = [
        ArticlePage(title="A", slug="a"),
        NoticePage(title="B", slug="b"),
        ProcedurePage(title="C", slug="c"),
    ]
    bulk_create_pages([(page, parent) for page in pages])
    assert [type(page.specific) for page in parent.get_children()] == [ArticlePage, NoticePage, ProcedurePage]


@pytest.mark.usefixtures("desk_search")
def test_an_update_in_bulk_is_a_new_revision_and_nothing_moves(section):
    parent = section("30", "tin-tuc")
    page = quickly(article("a", parent), parent)
    page.title, page.author = "Tên khác", "Minh"
    page.body = [{"type": "paragraph", "value": "<p>khác</p>", "id": "1"}]
    bulk_update_pages([page])
    stored = ArticlePage.objects.get(pk=page.pk)
    assert (stored.title, stored.author, stored.live, stored.path) == ("Tên khác", "Minh", True, page.path)
    assert stored.first_published_at == PUBLISHED
    assert Revision.objects.for_instance(stored).count() == 2
    assert stored.live_revision_id == stored.latest_revision_id
    assert not ReferenceIndex.objects.filter(object_id=str(page.pk)).exists()
    assert [found.pk for found in Page.objects.search("khác")] == [page.pk]


def test_an_update_in_bulk_can_take_a_page_back(section):
    page = quickly(article("a", section("30", "tin-tuc")), section("30", "tin-tuc"))
    page.live = False
    bulk_update_pages([page])
    stored = ArticlePage.objects.get(pk=page.pk)
    assert (stored.live, stored.live_revision_id, stored.has_unpublished_changes) == (False, None, True)


def queries(work):
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_number_of_pages(section):
    parent = section("30", "tin-tuc")

    def write(prefix, number):
        pages = [article(f"{prefix}{n}", parent) for n in range(number)]
        return queries(lambda: bulk_create_pages([(page, parent) for page in pages]))

    write("first", 1)
    assert write("few", 2) == write("more", 20)


def test_planting_again_adds_nothing(planted):
    before = list(Page.objects.order_by("path").values_list("path", "slug", "numchild"))
    call_command("plant_sites")
    assert list(Page.objects.order_by("path").values_list("path", "slug", "numchild")) == before
    assert [len(problems) for problems in Page.find_problems()] == [0, 0, 0, 0, 0]
