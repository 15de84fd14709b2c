"""Where Wagtail lets somebody publish: nobody does what only they themselves have written.

What was typed is saved first, then sent to the unit's other approvers instead.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin import messages
from wagtail.models import Page

from cms.approval import eyes


def before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Sends the page for approval where a second pair of eyes has to see it."""
    fault = eyes.fault(request.user, page)
    if fault is None:
        return None
    if page.first_published_at is None:
        # The form of a new page makes it live before it asks.
        page.live, page.has_unpublished_changes = False, True
        page.save(update_fields=["live", "has_unpublished_changes"])
    if not page.workflow_in_progress:
        page.get_workflow().start(page, request.user)
    messages.warning(request, f"{fault} Nội dung đã được lưu và gửi duyệt.")
    return redirect("wagtailadmin_pages:edit", page.pk)


def before_publishing_many(
    request: HttpRequest, action_type: str, pages: list[Page], _action: Any
) -> HttpResponse | None:
    """Refuses a bulk publication with one such page among them, or one that cannot go live; says which."""
    if action_type != "publish":
        return None
    for page in pages:
        if isinstance(page, Page) and (fault := eyes.fault(request.user, page) or _what_is_wrong(page)):
            messages.error(request, f"“{page.draft_title}”: {fault} Chưa trang nào được đăng.")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def after_copying(_request: HttpRequest, _page: Page, copy: Page) -> None:
    """Leaves the copy only the version of whoever made it: what others wrote, they wrote of another page."""
    copy.revisions.exclude(pk=copy.latest_revision_id).delete()


def _what_is_wrong(page: Page) -> str:
    """Why the page's last version cannot go live; Wagtail would stop at it with a fault."""
    version = page.get_latest_revision_as_object()
    version.first_published_at = version.first_published_at or timezone.now()
    try:
        version.full_clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
