"""Wagtail's security fixes since 2020 about what a text does to its readers, and who is written to."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Comment, PageSubscription
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from build.snapshot.page_types import PAGE_TYPES
from cms.pages.models import NoticePage
from cms.sharing.published import documents_of
from tests.samples.communes import CANARY

SCRIPT = "<script>alert('một')</script>"
LINK = "javascript:alert('hai')"
ATTRIBUTE = '"><img src=x onerror=alert(3)>'
pytestmark = pytest.mark.leaves_files


@pytest.fixture
def hostile(units, person):
    """A live page whose every text wants to run, in two versions, and its author."""
    author = person("soan", author="10501")
    table = {
        "data": [[SCRIPT, ATTRIBUTE]],
        "cell": [{"row": 0, "col": 0, "className": ATTRIBUTE}],
        "first_row_is_table_header": True,
        "table_caption": SCRIPT,
    }
    body = [
        ("heading", {"text": SCRIPT, "level": "2"}),
        ("paragraph", f'<p><a href="{LINK}">liên kết</a>{SCRIPT}</p>'),
        ("table", table),
    ]
    section = units["10501"].root_page.get_children().get(slug="thong-bao")
    page = NoticePage(title=SCRIPT, slug="doc-hai", summary=SCRIPT, body=[], live=False)
    section.add_child(instance=page)
    page.save_revision(user=author)
    page.body = body
    page.title += ATTRIBUTE
    page.save_revision(user=author).publish()
    return page


def runs(text: str) -> bool:
    """Whether a browser would run something of what the hostile page says."""
    return any(words in text for words in ("<script>alert", LINK, "<img src=x"))


def test_comparing_versions_runs_nothing(client, person, hostile):
    """CVE-2020-11001: the supervisor reads what the author wrote."""
    client.force_login(person("xem", supervisor="288"))
    first, second = hostile.revisions.order_by("pk")
    names = ("wagtailadmin_pages:revisions_compare", [hostile.pk, first.pk, second.pk])
    answer = client.get(reverse(names[0], args=names[1])).content.decode()
    assert "&lt;script&gt;alert" in answer
    assert not runs(answer)


def test_nor_does_any_other_view_of_it(client, person, hostile):
    """CVE-2023-28836 and CVE-2026-28223 were about lists and confirmations."""
    client.force_login(person("quan", admin="10501"))
    for name in ("history", "usage", "edit", "view_draft", "delete"):
        answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=[hostile.pk]))
        assert answer.status_code == 200, name
        assert not runs(answer.content.decode()), name


def test_what_is_published_of_it_runs_nothing(hostile):
    """CVE-2021-29434, CVE-2021-32681, CVE-2026-28222: links, single lines and cells of tables.

    Fields that are no HTML are escaped where they are shown, as by ``view_draft`` above.
    """
    [document] = documents_of([hostile.pk]).values()
    kinds = PAGE_TYPES["notice"]
    html = "".join(text for name, text in document.fields.items() if kinds[name] == "html")
    assert "liên kết" in html
    assert "<table" in html
    assert not runs(html)


def test_a_query_made_to_be_slow_is_answered(client, person):
    """CVE-2024-39317: such a one took a parser hours, and this test with it."""
    client.force_login(person("quan", admin="10501"))
    query = "a" * 50_000 + '"' * 50_000 + ":" * 50_000
    for view in ("wagtailadmin_pages:search", "wagtailimages:index", "wagtaildocs:index"):
        assert client.get(reverse(view), {"q": query}).status_code == 200, view


def test_who_left_a_unit_is_not_written_to_any_more(
    client, person, theirs, django_capture_on_commit_callbacks
):
    """CVE-2022-21683: comments went to people whom they were not for."""
    page = NoticePage.objects.get(pk=theirs.numbers["page"][0])
    stayed, left = person("o.lai", author="10502"), person("da.di", author="10501")
    for reader in (stayed, left):
        PageSubscription.objects.create(page=page, user=reader, comment_notifications=True)
        Comment.objects.create(page=page, user=reader, text="trước đây", contentpath="title")
    client.force_login(theirs.people[1])
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), with_comment(page))
    assert answer.status_code == 302
    assert page.wagtail_admin_comments.filter(text=f"{CANARY} mới").exists()
    written_to = {address for letter in mail.outbox for address in letter.to}
    assert stayed.email in written_to
    assert left.email not in written_to


def with_comment(page):
    comment = {"contentpath": "summary", "text": f"{CANARY} mới", "position": "", "resolved": "", "id": ""}
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "long_title": "",
            "contact": "",
            "hours": "",
            "reach": "own",
            "strength": "default",
            "comments": inline_formset([{**comment, "replies": inline_formset([])}]),
            "body": streamfield([]),
            "files": streamfield([]),
        }
    )
