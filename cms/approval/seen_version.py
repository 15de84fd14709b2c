"""What was read is what goes live: the version that an approver has on the screen, in the editor too."""

from django.db.models import F
from wagtail.models import Page

from cms.pages.forms import ContentPageForm


def same_version(form: ContentPageForm) -> None:
    """Refuses the approval of a page that changed after the editor was opened; what was typed stays there."""
    page, sent = form.instance, form.data
    if "action-workflow-action" not in sent or sent.get("workflow-action-name") != "approve":
        return
    latest = page.latest_revision
    if latest is None or "loaded_revision_id" not in sent:
        return
    seen = sent["loaded_revision_id"], sent.get("loaded_revision_created_at", latest.created_at.isoformat())
    if seen != (str(latest.pk), latest.created_at.isoformat()):
        form.add_error(
            None,
            f"Trang “{latest.object_str}” vừa được sửa thêm sau khi bạn mở, nên chưa được duyệt. "
            "Hãy mở lại trang để xem bản mới rồi duyệt; nếu duyệt ngay từ đây, "
            "nội dung đang có trên màn hình này sẽ thay bản mới.",
        )


def waits_or_is_live(page: Page) -> bool:
    """Whether somebody reads the last version of ``page`` to approve it, or everybody reads it."""
    return (
        page.workflow_in_progress
        or Page.objects.filter(pk=page.pk, live_revision=F("latest_revision")).exists()
    )
