"""A page with an hour to go live waits twice: for its approver, then for its hour."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from cms.approval.models import UnitTaskState
from cms.pages.models import NoticePage
from cms.publishing.receipts import latest_change_of
from cms.publishing.schedule import keep_schedule
from cms.sharing.models import LivePage

QUEUE = "/quan-tri/cho-duyet/"
PROMISED = "Đã duyệt “{}”; trang sẽ được đăng đúng giờ đã hẹn."


def text(response):
    return response.content.decode()


def tomorrow():
    return timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%d/%m/%Y %H:%M")


def from_the_queue(client, wait):
    return client.post(QUEUE, {"one": f"{wait.pk}-{wait.revision_id}"}, follow=True)


def from_the_review(client, wait):
    review = reverse("lienthong_approval_review", args=[wait.pk])
    return client.post(review, {"approve": "1", "version": wait.revision_id}, follow=True)


def strike():
    """The hour comes, and the worker looks at the clock."""
    past = timezone.now() - timedelta(seconds=5)
    for revision in Revision.page_revisions.exclude(approved_go_live_at=None):
        revision.approved_go_live_at = past
        revision.content["go_live_at"] = past.isoformat()
        revision.save()
    keep_schedule()


def titles():
    return list(LivePage.objects.values_list("title", flat=True))


@pytest.mark.parametrize("approve", [from_the_queue, from_the_review])
def test_an_approved_page_goes_live_at_its_hour(person, desk, write, approve):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    write(author, "C", "action-submit", go_live_at=tomorrow())
    told = text(approve(desk(approver), UnitTaskState.objects.get()))
    assert PROMISED.format("Cắt điện") in told
    assert "Xem biên nhận" not in told
    assert titles() == []
    assert "Không có trang nào" in text(desk(approver).get(QUEUE))
    keep_schedule()
    assert titles() == []
    strike()
    assert titles() == ["Cắt điện"]


def test_until_then_the_page_stays_as_it_is_live(person, desk, write, save):
    author, approver = person("an", "author", "C"), person("binh", "approver", "C")
    write(author, "C", "action-submit")
    from_the_queue(desk(approver), UnitTaskState.objects.get())
    page = NoticePage.objects.get()
    receipt = reverse("lienthong_receipt", args=[latest_change_of(page).pk])
    save(author, page, "action-submit", title="Cắt điện hai ngày", go_live_at=tomorrow())
    told = text(from_the_queue(desk(approver), UnitTaskState.objects.order_by("pk").last()))
    assert PROMISED.format("Cắt điện hai ngày") in told
    assert receipt not in told
    assert titles() == ["Cắt điện"]
    strike()
    assert titles() == ["Cắt điện hai ngày"]


def test_whoever_plans_a_change_of_a_live_page_is_shown_no_receipt_of_before(person, write, save):
    approver = person("binh", "approver", "C")
    write(approver, "C", "action-publish")
    page = NoticePage.objects.get()
    told = text(save(approver, page, "action-publish", title="Cắt điện hai ngày", go_live_at=tomorrow()))
    assert "Đang đưa" not in told
    assert "đã được hẹn giờ đăng" in told
    assert titles() == ["Cắt điện"]
