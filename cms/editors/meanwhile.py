"""Two people at one page: who saves over what another saved meanwhile is told so."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page


def tell_of_others(request: HttpRequest, page: Page) -> None:
    """A warning where somebody else saved the page after the form was opened; nothing is lost by it.

    Wagtail refuses such a save only to the editor that saves by itself, which needs no second word.
    """
    opened = request.POST.get("loaded_revision_created_at")
    if not opened or not request.accepts("text/html"):
        return
    others = page.revisions.exclude(user=request.user).select_related("user")
    newest = others.order_by("created_at").last()
    # Moments in UTC, as Wagtail writes them into the form: they sort as they are.
    if newest is None or newest.created_at.isoformat() <= opened:
        return
    who = get_user_display_name(newest.user) if newest.user else "hệ thống"
    history = reverse("wagtailadmin_pages:history", args=[page.pk])
    messages.warning(
        request,
        f"Sau khi bạn mở trang này, {who} đã lưu một phiên bản khác; phiên bản bạn vừa lưu nay là bản mới "
        "nhất, và cả hai đều được giữ trong mục “Lịch sử”.",
        buttons=[messages.button(history, "Lịch sử")],
    )
