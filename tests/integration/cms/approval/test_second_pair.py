"""An approver who is the author: somebody else reads it, unless there is nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.approval.models import UnitTaskState
from cms.approval.panels import SHOWN
from cms.pages.models import NoticePage
from cms.sharing.models import LivePage
from cms.tenancy.models import UnitSettings
from tests.integration.cms.approval.conftest import form

QUEUE = "/quan-tri/cho-duyet/"
SENTENCE = "do chính bạn soạn"


@pytest.fixture
def approver(person):
    return person("binh", "approver", "C")


def test_the_only_approver_publishes_alone(approver, write):
    write(approver, "C", "action-publish")
    assert LivePage.objects.count() == 1


def test_beside_another_the_page_is_saved_and_sent_instead(approver, person, write, desk):
    other = person("chi", "admin", "C")
    answer = write(approver, "C", "action-publish", summary="Giữ nguyên chữ này")
    page, wait = NoticePage.objects.get(), UnitTaskState.objects.get()
    assert SENTENCE in answer.content.decode()
    assert "Nội dung đã được lưu và gửi duyệt" in answer.content.decode()
    assert (page.live, page.summary) == (False, "Giữ nguyên chữ này")
    assert not LivePage.objects.exists()
    refused = desk(approver).post(QUEUE, {"one": f"{wait.pk}-{wait.revision_id}"}, follow=True)
    assert SENTENCE in refused.content.decode()
    desk(other).post(QUEUE, {"one": f"{wait.pk}-{wait.revision_id}"})
    assert LivePage.objects.count() == 1


def panels(client):
    """What the dashboard has under "waits for you" and under "you have sent"."""
    html = client.get("/quan-tri/").content.decode()
    waiting, _, sent = html.partition('id="cho-duyet')[2].partition('id="da-gui-duyet')
    return waiting, sent


def test_what_another_has_to_read_does_not_wait_for_its_writer(approver, person, write, desk):
    other = person("chi", "admin", "C")
    ends = timezone.localtime() + timedelta(days=1)
    urgent = {"urgent": "on", "strength": "mandatory", "expire_at": f"{ends:%d/%m/%Y %H:%M}"}
    write(approver, "C", "action-publish", title="Vỡ đê", slug="vo-de", **urgent)
    waiting, sent = panels(desk(approver))
    assert "Không có trang nào chờ bạn duyệt" in waiting
    assert "Vỡ đê" in sent
    assert "Chờ người khác duyệt từ" in sent
    assert "Khẩn cấp" in sent
    assert "Vỡ đê" in panels(desk(other))[0]
    author = person("an", "author", "C")
    for number in range(SHOWN + 1):
        write(author, "C", "action-submit", title=f"Lịch {number}", slug=f"lich-{number}")
    waiting = panels(desk(approver))[0]
    assert "Còn 1 trang nữa" in waiting
    assert "Vỡ đê" not in waiting


def test_what_the_only_approver_sent_waits_for_them(approver, draft, send, desk):
    send(draft("C", approver), approver)
    waiting, sent = panels(desk(approver))
    assert "Duyệt và đăng" in waiting
    assert "Đang chờ duyệt từ" in sent


def test_a_change_to_a_live_page_is_sent_too_and_the_page_stays(approver, person, write, save):
    write(approver, "C", "action-publish")
    person("chi", "admin", "C")
    page = NoticePage.objects.get()
    answer = save(approver, page, "action-publish", title="Đổi tên")
    page.refresh_from_db()
    assert SENTENCE in answer.content.decode()
    assert (page.live, page.title, page.get_latest_revision_as_object().title) == (
        True,
        "Cắt điện",
        "Đổi tên",
    )


def test_what_an_author_wrote_an_approver_may_change_and_publish(approver, person, draft, save):
    person("chi", "admin", "C")
    page = draft("C", person("an", "author", "C"))
    save(approver, page, "action-publish", summary="Thêm một chữ")
    assert LivePage.objects.count() == 1


def test_a_unit_whose_authors_publish_alone_asks_nobody(approver, person, land, write):
    person("chi", "admin", "C")
    UnitSettings.objects.create(unit=land["C"], authors_publish=True)
    write(approver, "C", "action-publish")
    assert LivePage.objects.count() == 1


def test_a_copy_of_what_others_wrote_is_read_by_somebody_else(approver, person, draft, desk, save):
    person("chi", "admin", "C")
    page = draft("C", person("an", "author", "C"))
    asked = {"new_title": "Khác", "new_slug": "khac", "new_parent_page": page.get_parent().pk}
    desk(approver).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), asked)
    copy = NoticePage.objects.get(slug="khac")
    answer = save(approver, copy, "action-publish", title="Khác", slug="khac")
    assert SENTENCE in answer.content.decode()
    assert not LivePage.objects.exists()
    assert [version.user for version in copy.revisions.all()] == [approver, approver]


@pytest.mark.parametrize("live", [False, True])
def test_no_version_that_waits_or_is_live_is_written_over(person, draft, send, desk, live):
    """As the editor saves by itself while somebody types."""
    approver = person("binh", "approver", "C")
    page = draft("C", approver)
    version = page.latest_revision
    wait, other = send(page, approver), desk(person("chi", "admin", "C"))
    if live:
        other.post(QUEUE, {"one": f"{wait.pk}-{version.pk}"})
    assert LivePage.objects.exists() == live
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    written = form(summary="Chưa ai đọc") | {"overwrite_revision_id": version.pk}
    saved = desk(approver).post(address, written, headers={"accept": "application/json"}).json()
    assert saved["success"]
    assert saved["revision_id"] != version.pk
    before, version = version, page.revisions.get(pk=version.pk)
    assert (version.content, version.created_at) == (before.content, before.created_at)
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    refused = desk(approver).post(f"{many}?id={page.pk}", {"include_descendants": ""}, follow=True)
    assert SENTENCE in refused.content.decode()
