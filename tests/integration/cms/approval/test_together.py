"""Two people at one page: told of each other, kept out of what is being read, and nothing typed is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from cms.pages.models import NoticePage
from cms.sharing.models import LivePage
from tests.integration.cms.approval.conftest import form


@pytest.fixture
def author(person):
    return person("an", "author", "C")


@pytest.fixture
def other(person):
    return person("binh", "author", "C")


def ping(client, page):
    opened = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    address = opened.context["editing_sessions"].ping_url
    return client.post(address, {"revision_id": page.latest_revision_id}).json()


def test_two_authors_at_one_page_see_each_other(author, other, desk, draft):
    page = draft("C", author)
    desk(author).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    EditingSession.objects.filter(user=author).update(last_seen_at=timezone.now())
    found = ping(desk(other), page)
    assert [session["user"] for session in found["other_sessions"]] == ["an"]


def test_who_writes_over_newer_text_is_told_and_both_texts_stay(author, other, desk, draft, save):
    page = draft("C", author)
    opened = page.latest_revision
    save(other, page, summary="Của Bình")
    by_itself = desk(author).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(summary="Của An") | {"loaded_revision_id": opened.pk},
        headers={"accept": "application/json"},
    )
    assert by_itself.status_code == 400
    assert by_itself.json()["error_message"] == "Nếu lưu, bạn sẽ ghi đè lên một phiên bản mới hơn."
    page.latest_revision = opened
    (told,) = ping(desk(author), page)["other_sessions"]
    assert told["revision_id"] == page.revisions.latest("pk").pk
    save(author, page, summary="Của An")
    texts = [version.as_object().summary for version in page.revisions.order_by("pk")]
    assert texts == ["", "Của Bình", "Của An"]


WARNING = (
    "Sau khi bạn mở trang này, binh đã lưu một phiên bản khác; phiên bản bạn vừa lưu nay là bản mới nhất, "
    "và cả hai đều được giữ trong mục “Lịch sử”."
)


def warned(answer) -> list[str]:
    return [str(message).strip() for message in answer.context["messages"] if message.level_tag == "warning"]


def opened(client, page) -> dict[str, str]:
    """What the form says of the version that somebody opens."""
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return {
        "loaded_revision_id": answer.context["page"].latest_revision_id,
        "loaded_revision_created_at": answer.context["loaded_revision_created_at"],
    }


def test_who_saves_over_what_another_saved_meanwhile_is_told(author, other, desk, draft, save):
    page = draft("C", author)
    loaded = opened(desk(author), page)
    save(other, page, summary="Của Bình")
    (told,) = warned(save(author, page, summary="Của An", **loaded))
    assert told.startswith(WARNING)
    history = reverse("wagtailadmin_pages:history", args=[page.pk])
    assert f'href="{history}"' in told
    assert desk(author).get(history).status_code == 200
    assert warned(save(author, page, summary="Của An lần nữa", **opened(desk(author), page))) == []


def test_a_version_that_went_on_after_it_was_opened_is_told_of_too(author, other, desk, draft, save):
    page = draft("C", other)
    loaded = opened(desk(author), page)
    # The editor that saves by itself writes over the version that it made before.
    page.save_revision(user=other, overwrite_revision=page.latest_revision)
    (told,) = warned(save(author, page, summary="Của An", **loaded))
    assert told.startswith(WARNING)


def test_who_is_alone_at_a_page_is_warned_of_nobody(author, other, desk, draft, save):
    page = draft("C", other)
    loaded = opened(desk(author), page)
    assert warned(save(author, page, summary="Một", **loaded)) == []
    # The same form once more, as after the browser's way back: nobody else's words are in between.
    assert warned(save(author, page, summary="Hai", **loaded)) == []


def test_a_waiting_page_is_kept_from_its_author_with_what_was_typed(author, draft, send, save):
    page = draft("C", author)
    send(page, author)
    answer = save(author, page, summary="Chữ vừa gõ")
    assert "Chữ vừa gõ" in answer.content.decode()
    assert "khóa" in " ".join(str(message) for message in answer.context["messages"])
    assert NoticePage.objects.get().get_latest_revision_as_object().summary == ""


def test_an_author_takes_the_page_back_and_goes_on(author, draft, send, save):
    page = draft("C", author)
    send(page, author)
    save(author, page, "action-cancel-workflow")
    assert not Page.objects.get(pk=page.pk).workflow_in_progress
    save(author, page, summary="Chữ vừa gõ")
    assert NoticePage.objects.get().get_latest_revision_as_object().summary == "Chữ vừa gõ"


def test_a_lock_that_the_author_left_keeps_no_approver_out(author, person, desk, draft, send):
    page = draft("C", author)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=author, locked_at=timezone.now())
    page.refresh_from_db()
    wait = send(page, author)
    desk(person("chi", "approver", "C")).post(
        "/quan-tri/cho-duyet/", {"one": f"{wait.pk}-{wait.revision_id}"}
    )
    assert LivePage.objects.count() == 1
    assert not Page.objects.get(pk=page.pk).locked


def test_nobody_publishes_many_of_their_own_at_once(person, desk, draft):
    approver = person("chi", "approver", "C")
    person("dung", "admin", "C")
    page = draft("C", approver)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = desk(approver).post(f"{address}?id={page.pk}", {"include_descendants": ""}, follow=True)
    assert "do chính bạn soạn" in answer.content.decode()
    assert not LivePage.objects.exists()


@pytest.mark.parametrize("depth", [2, 3])
def test_nobody_publishes_all_of_a_section_or_a_unit_unread(person, desk, draft, depth):
    approver = person("chi", "approver", "C")
    person("dung", "admin", "C")
    above = draft("C", approver).get_ancestors().get(depth=depth)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    desk(approver).post(f"{address}?id={above.pk}", {"include_descendants": "on"}, follow=True)
    assert not LivePage.objects.exists()


def test_of_many_none_is_published_where_one_cannot_be(person, author, desk, draft):
    approver = desk(person("chi", "approver", "C"))
    good, bad = draft("C", author), draft("C", author, "Họp dân", "hop-dan")
    version = bad.latest_revision
    version.content["slug"] = good.slug
    version.save()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    pages = f"{address}?id={good.pk}&id={bad.pk}"
    refused = approver.post(pages, {"include_descendants": ""}, follow=True).content.decode()
    assert "“Họp dân”: Trong chuyên mục này đã có trang khác dùng địa chỉ “cat-dien”" in refused
    assert "Chưa trang nào được đăng" in refused
    assert not LivePage.objects.exists()
    version.content["slug"] = "hop-dan"
    version.save()
    approver.post(pages, {"include_descendants": ""})
    assert LivePage.objects.count() == 2
