"""The desk's screen of links to a page's drafts: issued, looked up, withdrawn."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from cms.audit.recording import record
from cms.pages.base import ContentPage
from cms.preview.models import DraftLink
from cms.tenancy.roles import asks_itself, may, unit_of_page
from cms.units.models import Unit

_NO_DRAFT = "Trang này chưa có bản nháp; hãy lưu bản nháp trong trang soạn thảo rồi quay lại."


@require_http_methods(["GET", "POST"])
@asks_itself
def links(request: HttpRequest, page_id: int) -> HttpResponse:
    """The links to drafts of one page, for those who write or publish in its unit."""
    page, unit = _page_of(request, page_id)
    if request.method == "POST":
        if number := request.POST.get("withdraw"):
            _withdraw(request, page, unit, number)
        else:
            _issue(request, page, unit)
        return redirect("lienthong_preview_links", page.pk)
    issued = DraftLink.objects.filter(page=page.pk).select_related("issued_by", "revision").order_by("-pk")
    context = {
        "page": page,
        "links": [(link, request.build_absolute_uri(link.path)) for link in issued],
        **_furniture(page),
    }
    return render(request, "preview/links.html", context)


def _furniture(page: ContentPage) -> dict[str, Any]:
    title = "Chia sẻ bản nháp"
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    crumbs = [{"url": edit, "label": page.get_admin_display_title()}, {"url": "", "label": title}]
    return {"header_title": title, "header_icon": "link", "breadcrumbs_items": crumbs}


def may_share(user: object, unit: Unit | None) -> bool:
    """Whether a person hands out links to the unit's drafts."""
    return may(user, "write", unit) or may(user, "publish", unit)


def _page_of(request: HttpRequest, page_id: int) -> tuple[ContentPage, Unit]:
    page = get_object_or_404(Page, pk=page_id).specific
    unit = unit_of_page(page)
    if not isinstance(page, ContentPage) or not may_share(request.user, unit):
        raise Http404
    return page, unit


@transaction.atomic
def _issue(request: HttpRequest, page: ContentPage, unit: Unit) -> None:
    if page.latest_revision is None:
        messages.error(request, _NO_DRAFT)
        return
    link = DraftLink.objects.create(page_id=page.pk, revision=page.latest_revision, issued_by=request.user)
    until = f"{timezone.localtime(link.until):%H:%M ngày %d/%m/%Y}"
    record("preview.share", on=link, unit=unit, note=f"Đến {until}", label=str(page))
    messages.success(
        request, f"Đã tạo liên kết, dùng được đến {until}. Hãy sao chép và gửi cho người cần xem."
    )


@transaction.atomic
def _withdraw(request: HttpRequest, page: ContentPage, unit: Unit, number: str) -> None:
    rows = DraftLink.objects.filter(page=page.pk, withdrawn_at=None)
    link = rows.filter(pk=number).first() if number.isdecimal() else None
    if link is None:
        messages.warning(request, "Liên kết này đã được thu hồi từ trước.")
        return
    link.withdrawn_at = timezone.now()
    link.save()
    record("preview.withdraw", on=link, unit=unit, label=str(page))
    messages.success(request, "Đã thu hồi liên kết; ai mở liên kết này sẽ không xem được bản nháp nữa.")
