"""Approval in the page editor: of the version that the approver has on the screen, as in the queue."""

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
