"""Approving a waiting page, or returning it: each is refused with one sentence where it is too late."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, TaskState

from cms.approval import eyes
from cms.approval.models import UnitTaskState, waiting_for
from cms.tenancy.roles import may

_DONE = {
    TaskState.STATUS_APPROVED: "đã được {who} duyệt",
    TaskState.STATUS_REJECTED: "đã được {who} trả lại",
    TaskState.STATUS_CANCELLED: "đã được rút khỏi danh sách chờ duyệt",
    TaskState.STATUS_SKIPPED: "không cần duyệt nữa",
}


class Refused(Exception):
    """It was not done; the message is a sentence to the person who wanted it."""


class NotYours(LookupError):
    """There is no such wait, or not for this person."""


@transaction.atomic
def approve(user: Any, wait_id: int, version: int, comment: str = "") -> Page:
    """The page, published as it was on the screen: ``version`` is the number of that revision.

    Raises Refused where something happened meanwhile, NotYours where ``user`` does not approve here.
    """
    wait, page = _held(user, wait_id)
    if page.latest_revision_id != version:
        raise Refused(f"Trang “{wait.revision.object_str}” vừa được sửa thêm; hãy xem lại rồi duyệt.")
    if fault := eyes.fault(user, page):
        raise Refused(fault)
    try:
        wait.task.specific.on_action(wait, user, "approve", comment=comment)
    except ValidationError as error:
        # Since it was sent its hour has passed, say, or another page has its address.
        raise Refused(
            f"Chưa đăng được “{wait.revision.object_str}”: {' '.join(error.messages)} "
            "Hãy mở trang để sửa, hoặc trả lại cho người soạn."
        ) from error
    return page


@transaction.atomic
def send_back(user: Any, wait_id: int, comment: str) -> Page:
    """The page, back with its author, who reads ``comment``; raises as ``approve`` does."""
    wait, page = _held(user, wait_id)
    if not comment.strip():
        raise Refused("Hãy ghi vài chữ để người soạn biết cần sửa gì, rồi bấm “Trả lại”.")
    wait.task.specific.on_action(wait, user, "reject", comment=comment.strip())
    return page


def _held(user: Any, wait_id: int) -> tuple[UnitTaskState, Page]:
    """The wait, its row kept from others until the transaction ends, and its page."""
    TaskState.objects.select_for_update().filter(pk=wait_id).first()
    wait = UnitTaskState.objects.select_related("unit", "revision", "finished_by").filter(pk=wait_id).first()
    if wait is None:
        raise NotYours(wait_id)
    page = wait.revision.content_object
    if page is None:
        raise Refused(f"Trang “{wait.revision.object_str}” đã bị xóa, không còn gì để duyệt.")
    if not waiting_for(user).filter(pk=wait_id).exists():
        raise _too_late(user, wait)
    return wait, page


def _too_late(user: Any, wait: UnitTaskState) -> Exception:
    if wait.status == TaskState.STATUS_IN_PROGRESS or not may(user, "publish", wait.unit):
        return NotYours(wait.pk)
    who = get_user_display_name(wait.finished_by) if wait.finished_by else "hệ thống"
    return Refused(f"Trang “{wait.revision.object_str}” {_DONE[wait.status].format(who=who)} rồi.")
