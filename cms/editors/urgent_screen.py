"""The button for emergencies: a short form, and the end of what it began."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages

from cms.editors.urgent_form import UrgentForm, section_of_notices
from cms.pages.models import NoticePage
from cms.publishing.receipts import latest_change_of
from cms.tenancy.roles import asks_itself, for_unit, may, unit_of_page, waits_for_another


@for_unit("write")
def urgent_screen(request: HttpRequest, unit_id: int | None = None) -> HttpResponse:  # noqa: ARG001
    """Asks for an urgent notice of ``request.unit``, and publishes it or sends it for approval."""
    section = section_of_notices(request.unit)
    if section is None:
        raise Http404
    address = reverse("units_below", args=[section.pk])
    form = UrgentForm(request.unit, address, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _sent(request, form.draft(section, request.user))
    alone = may(request.user, "publish", request.unit) and not waits_for_another(request.user, request.unit)
    context = {"form": form, "unit": request.unit, "publishes": alone}
    return render(request, "editors/urgent.html", context)


def _sent(request: HttpRequest, page: NoticePage) -> HttpResponse:
    if not may(request.user, "publish", request.unit):
        page.get_workflow().start(page, request.user)
        messages.success(request, f"Đã gửi duyệt “{page.title}”. Hãy báo ngay cho người duyệt của đơn vị.")
        return redirect("wagtailadmin_home")
    # Whoever has a say before a page goes live has it here too.
    for asked in hooks.get_hooks("before_publish_page"):
        answer = asked(request, page)
        if isinstance(answer, HttpResponse):
            messages.warning(request, "Thông báo CHƯA được đăng. Hãy báo ngay cho người duyệt khác.")
            return redirect("wagtailadmin_home")
    page.get_latest_revision().publish(user=request.user)
    messages.success(request, f"Đã đăng thông báo khẩn cấp “{page.title}”.")
    change = latest_change_of(page)
    return redirect("lienthong_receipt", change.pk) if change else redirect("wagtailadmin_home")


@asks_itself
def end_urgent(request: HttpRequest, page_id: int) -> HttpResponse:
    """Asks whether to take an urgent notice off all sites before its time; a post does. The draft stays."""
    page = NoticePage.objects.filter(pk=page_id, urgent=True).first()
    if page is None or not may(request.user, "publish", unit_of_page(page)):
        raise Http404
    if request.method != "POST":
        return render(request, "editors/urgent_end.html", {"page": page})
    if page.live:
        page.unpublish(user=request.user)
        messages.success(request, f"Đã kết thúc “{page.title}”; thông báo đang được gỡ khỏi mọi trang.")
    else:
        messages.warning(request, f"“{page.title}” đã kết thúc từ trước.")
    return redirect("wagtailadmin_home")
