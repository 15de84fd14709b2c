"""A page goes live when somebody of its unit has read it: sent, approved, returned, where allowed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Task, Workflow

from cms.approval.models import UnitTaskState
from cms.pages.models import NoticePage
from cms.publishing.receipts import latest_change_of
from cms.sharing.models import LivePage
from cms.tenancy.models import UnitSettings
from tests.integration.cms.approval.conftest import form

QUEUE = "/quan-tri/cho-duyet/"


def text(response):
    return response.content.decode()


def key(wait):
    return f"{wait.pk}-{wait.revision_id}"


def test_there_is_one_workflow_for_all_units(land):
    assert [(workflow.name, workflow.active) for workflow in Workflow.objects.filter(active=True)] == [
        ("Duyệt bài", True)
    ]
    assert Task.objects.filter(active=True).count() == 1
    assert {page.get_workflow().name for page in Page.objects.filter(depth=3)} == {"Duyệt bài"}


def test_an_author_sends_and_an_approver_publishes_from_the_queue(person, desk, write):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    answer = write(author, "C", "action-submit")
    page, wait = NoticePage.objects.get(), UnitTaskState.objects.get()
    assert not page.live
    assert answer.status_code == 200
    listed = text(desk(approver).get(QUEUE))
    assert "Cắt điện" in listed
    done = text(desk(approver).post(QUEUE, {"one": key(wait)}, follow=True))
    assert LivePage.objects.get().page_id == page.pk
    assert reverse("lienthong_receipt", args=[latest_change_of(page).pk]) in done
    assert "Không có trang nào" in text(desk(approver).get(QUEUE))


def test_an_author_cannot_publish(person, write, save, draft):
    author = person("an", "author", "C")
    write(author, "C", "action-publish")
    save(author, NoticePage.objects.get(), "action-publish")
    assert not LivePage.objects.exists()


def test_authors_publish_alone_where_the_unit_lets_them(person, land, write, desk):
    author = person("an", "author", "C")
    person("binh", "approver", "C")
    admin = person("chi", "admin", "C")
    address = reverse("lienthong_approval_settings")
    assert desk(author).get(address).status_code == 404
    assert desk(admin).get(address).status_code == 200
    assert desk(admin).post(address, {"authors_publish": "on"}).status_code == 302
    assert UnitSettings.objects.get(unit=land["C"]).authors_publish
    write(author, "C", "action-publish")
    assert LivePage.objects.count() == 1


def test_nothing_of_another_unit_shows(person, desk, draft, send):
    wait = send(draft("C", person("an", "author", "C")), person("an"))
    for stranger in (person("la", "approver", "E"), person("an")):
        client = desk(stranger)
        assert client.get(reverse("lienthong_approval_review", args=[wait.pk])).status_code == 404
        assert (
            client.post(reverse("lienthong_approval_review", args=[wait.pk]), {"return": "1"}).status_code
            == 404
        )
        refused = client.post(QUEUE, {"one": key(wait)})
        assert refused.status_code == 404
        assert "Cắt điện" not in text(refused)
    assert "Cắt điện" not in text(desk(person("la")).get(QUEUE))
    assert "Cắt điện" not in text(desk(person("la")).get("/quan-tri/"))
    assert not LivePage.objects.exists()


def test_a_supervisor_above_approves_without_writing(person, desk, draft, send, save):
    above = person("tren", "supervisor", "D")
    page = draft("C", person("an", "author", "C"))
    wait = send(page, person("an"))
    assert "Cắt điện" in text(desk(above).get(QUEUE))
    desk(above).post(QUEUE, {"one": key(wait)})
    assert LivePage.objects.count() == 1


def test_the_review_shows_what_is_new_and_what_changed(person, desk, draft, send, save):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    page = draft("C", author)
    review = reverse("lienthong_approval_review", args=[send(page, author).pk])
    fresh = text(desk(approver).get(review))
    assert "Từ 7 giờ" in fresh
    desk(approver).post(review, {"version": page.latest_revision_id, "approve": "1"})
    page.refresh_from_db()
    assert page.live
    save(author, page, "action-submit", summary="Tóm tắt", reach="own", title="Cắt điện diện rộng")
    wait = UnitTaskState.objects.order_by("pk").last()
    changed = text(desk(approver).get(reverse("lienthong_approval_review", args=[wait.pk])))
    assert 'class="addition"' in changed
    assert "diện rộng" in changed
    page.refresh_from_db()
    assert page.title == "Cắt điện"


def test_the_review_shows_the_page_as_the_site_will_have_it(person, desk, draft, send):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    page = draft("C", author)
    wait = send(page, author)
    review = reverse("lienthong_approval_review", args=[wait.pk])
    preview = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, wait.revision_id])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for reader, edits in (
        (approver, True),
        (person("chi", "supervisor", "D"), False),
        (person("dung", "supervisor", "D", writes_below=True), True),
    ):
        shown = text(desk(reader).get(review))
        assert (preview in shown, f'href="{edit}"' in shown) == (True, edits)
        assert "Từ 7 giờ" in text(desk(reader).get(preview))
    assert desk(person("la", "approver", "E")).get(preview).status_code == 404


def test_a_returned_page_comes_back_with_its_comment(person, desk, draft, send, save):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    page = draft("C", author)
    wait = send(page, author)
    review = reverse("lienthong_approval_review", args=[wait.pk])
    bare = desk(approver).post(review, {"return": "1", "comment": " "})
    assert "Hãy ghi vài chữ" in text(bare)
    desk(approver).post(review, {"return": "1", "comment": "Thiếu giờ kết thúc"})
    assert "Thiếu giờ kết thúc" in text(desk(author).get("/quan-tri/"))
    assert "Thiếu giờ kết thúc" in text(desk(author).get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    save(author, page, "action-submit", summary="Đến 11 giờ")
    again = UnitTaskState.objects.order_by("pk").last()
    assert again.pk != wait.pk
    desk(approver).post(QUEUE, {"one": key(again)})
    assert LivePage.objects.count() == 1


def test_many_are_approved_at_once(person, desk, draft, send):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    waits = [send(draft("C", author, f"Thông báo {n}", f"thong-bao-{n}"), author) for n in range(3)]
    desk(approver).post(QUEUE, {"chosen": [key(wait) for wait in waits]})
    assert LivePage.objects.count() == 3


def on_the_screen(answer):
    """What the editor will send of the version that it shows."""
    return {
        "loaded_revision_id": answer.context["page"].latest_revision_id,
        "loaded_revision_created_at": answer.context["loaded_revision_created_at"],
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
    }


def test_the_editors_own_button_approves_what_is_on_the_screen(person, desk, draft, send):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    page = draft("C", author)
    send(page, author)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    opened = desk(approver).get(address)
    page.title = "Cắt điện và nước"
    page.save_revision(user=author)
    refused = desk(approver).post(address, form(summary="gõ rất lâu") | on_the_screen(opened))
    assert "vừa được sửa thêm sau khi bạn mở, nên chưa được duyệt" in text(refused)
    assert "gõ rất lâu" in text(refused)
    assert not LivePage.objects.exists()
    desk(approver).post(address, form() | on_the_screen(desk(approver).get(address)))
    assert LivePage.objects.count() == 1


def test_wagtails_own_address_approves_nothing_for_nobody_says_what_was_read(person, desk, draft, send):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    page = draft("C", author)
    wait = send(page, author)
    for user in (approver, User.objects.create_superuser("goc", "goc@example.vn", "mat-khau")):
        for action in ("approve", "reject"):
            address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, wait.pk])
            for answer in (desk(user).get(address), desk(user).post(address, {"comment": ""})):
                assert (answer.status_code, "Chờ duyệt" in text(answer)) == (403, True)
    assert UnitTaskState.objects.get().status == "in_progress"
    assert not LivePage.objects.exists()


def test_a_version_that_nobody_read_is_not_published(person, desk, draft, send):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    page = draft("C", author)
    wait = send(page, author)
    page.save_revision(user=approver)
    answer = desk(approver).post(QUEUE, {"one": key(wait)}, follow=True)
    assert "vừa được sửa thêm" in text(answer)
    assert not LivePage.objects.exists()


def test_what_another_approver_has_decided_is_told(person, desk, draft, send):
    author, approver, other = (
        person("an", "author", "C"),
        person("binh", "approver", "C"),
        person("chi", "admin", "C"),
    )
    wait = send(draft("C", author), author)
    desk(approver).post(QUEUE, {"one": key(wait)})
    answer = desk(other).post(QUEUE, {"one": key(wait)}, follow=True)
    assert "đã được binh duyệt rồi" in text(answer)


def test_a_page_that_was_deleted_meanwhile_is_told(person, desk, draft, send):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    page = draft("C", author)
    wait = send(page, author)
    page.delete()
    assert "không còn chờ duyệt" in text(desk(approver).post(QUEUE, {"one": key(wait)}))


@pytest.fixture
def author(request, person):
    """The author an, or the approver binh, whose pages another has to read."""
    people = {"an": "author", "binh": "approver", "chi": "admin"}
    return {name: person(name, role, "C") for name, role in people.items()}[request.param]


@pytest.mark.parametrize("screen", [QUEUE, "/quan-tri/"])
@pytest.mark.parametrize("author", ["an", "binh"], indirect=True)
def test_a_longer_queue_takes_no_more_queries(author, desk, draft, send, screen):
    client = desk(User.objects.get(username="binh"))

    def queries(slug):
        send(draft("C", author, "Thông báo", slug), author)
        client.get(screen)
        with CaptureQueriesContext(connection) as captured:
            client.get(screen)
        return len(captured)

    assert [queries(slug) for slug in ("a", "b", "c")] == [queries("d")] * 3


def test_an_urgent_notice_stands_out_where_it_waits(person, desk, write):
    author, approver = person("an", "author", "C"), desk(person("binh", "approver", "C"))
    ends = timezone.localtime() + timedelta(days=1)
    urgent = {"urgent": "on", "strength": "mandatory", "expire_at": f"{ends:%d/%m/%Y %H:%M}"}
    marked = '<strong class="w-status w-status--critical">Khẩn cấp</strong>'
    write(author, "C", "action-submit")
    assert marked not in text(approver.get(QUEUE))
    write(author, "C", "action-submit", slug="vo-de", title="Vỡ đê", **urgent)
    wait = UnitTaskState.objects.order_by("pk").last()
    assert text(approver.get(QUEUE)).count(marked) == 1
    assert marked in text(approver.get(reverse("lienthong_approval_review", args=[wait.pk])))


def ends(revision):
    revision.content["expire_at"] = (timezone.now() - timedelta(minutes=5)).isoformat()


def takes_an_address_in_use(revision):
    page = NoticePage(title="Khác", slug="khac", live=False)
    revision.content_object.get_parent().add_child(instance=page)
    revision.content["slug"] = page.slug


@pytest.mark.parametrize(
    "late",
    [(ends, "Thời điểm hết hạn phải sau"), (takes_an_address_in_use, "đã có trang khác dùng địa chỉ “khac”")],
)
def test_what_can_be_published_no_more_is_told_and_goes_on_waiting(person, desk, draft, send, late):
    meanwhile, why = late
    author, approver = person("an", "author", "C"), desk(person("binh", "approver", "C"))
    wait = send(draft("C", author), author)
    meanwhile(wait.revision)
    wait.revision.save()
    review = reverse("lienthong_approval_review", args=[wait.pk])
    typed = {"approve": "1", "version": wait.revision_id, "comment": "Chữ vừa gõ"}
    for answer in (
        approver.post(QUEUE, {"one": f"{wait.pk}-{wait.revision_id}"}, follow=True),
        approver.post(review, typed),
    ):
        assert "Chưa đăng được “Cắt điện”" in text(answer)
        assert why in text(answer)
    assert "Chữ vừa gõ" in text(answer)
    wait.refresh_from_db()
    assert wait.status == wait.STATUS_IN_PROGRESS
    assert not LivePage.objects.exists()
