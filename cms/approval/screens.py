"""The approver's screens: what waits, what it changes, and whether authors publish alone."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from cms.approval.deciding import NotYours, Refused, approve, send_back
from cms.approval.differences import differences
from cms.approval.models import waiting_for
from cms.approval.queue import listed, with_details
from cms.notices.published import tell_published
from cms.tenancy.models import UnitSettings
from cms.tenancy.roles import asks_itself, for_unit
from cms.tenancy.screen import screen

PAGE_LENGTH = 50
GONE = "Trang bạn chọn không còn chờ duyệt: có thể đã được rút lại hoặc bị xóa."
LINES = forms.Media(css={"all": ["approval/lines.css"]})


@for_unit("publish")
def queue(request: HttpRequest) -> HttpResponse:
    """The pages that wait in this unit and below it; a post approves one of them, or all that are ticked."""
    status = 200
    if request.method == "POST":
        keys = request.POST.getlist("one") or request.POST.getlist("chosen")
        if not keys:
            messages.warning(request, "Hãy chọn ít nhất một trang để duyệt.")
        elif _all_there(request, keys):
            return redirect(get_valid_next_url_from_request(request) or "lienthong_approval_queue")
        else:
            status = 404
    states = with_details(waiting_for(request.user, request.unit))
    lines = Paginator(states, PAGE_LENGTH).get_page(request.GET.get("p"))
    return screen(
        request,
        "approval/queue.html",
        "Chờ duyệt",
        "tasks",
        items=lines,
        waiting=listed(lines.object_list, request.user),
        unit=request.unit,
        media=LINES,
        status=status,
    )


def _all_there(request: HttpRequest, keys: list[str]) -> bool:
    """Approves each; False if one of them is not there for this person, which stops none of the others."""
    done = [_approved(request, key) for key in keys]
    return all(done)


def _approved(request: HttpRequest, key: str) -> bool:
    """Approves what the button names; False if there is no such wait for this person."""
    wait, _, version = key.partition("-")
    try:
        page = approve(request.user, _number(wait), _number(version), request.POST.get("comment", ""))
    except NotYours:
        messages.error(request, GONE)
        return False
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        tell_published(request, _published(page), page)
    return True


def _published(page: Page) -> str:
    page.refresh_from_db()
    if page.live and not page.has_unpublished_changes:
        return f"Đã duyệt và đăng “{page.title}”."
    return f"Đã duyệt “{page.draft_title}”; trang sẽ được đăng đúng giờ đã hẹn."


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    return int(text)


@asks_itself
def review(request: HttpRequest, wait_id: int) -> HttpResponse:
    """What one waiting page would change; a post approves it, or returns it with a comment."""
    comment = ""
    if request.method == "POST":
        comment = request.POST.get("comment", "")
        try:
            _decide(request, wait_id)
        except NotYours:
            raise Http404 from None
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return redirect("lienthong_approval_queue")
    found = listed(with_details(waiting_for(request.user).filter(pk=wait_id)), request.user)
    if not found:
        return _no_longer(request)
    waiting = found[0]
    return screen(
        request,
        "approval/review.html",
        waiting.state.revision.object_str,
        "tasks",
        waiting=waiting,
        differences=differences(request, waiting.state.revision),
        may_edit=waiting.page.permissions_for_user(request.user).can_edit(),
        comment=comment,
        media=LINES,
    )


def _decide(request: HttpRequest, wait_id: int) -> None:
    if "return" in request.POST:
        page = send_back(request.user, wait_id, request.POST.get("comment", ""))
        messages.success(request, f"Đã trả lại “{page.draft_title}” cho người soạn.")
        return
    version = _number(request.POST.get("version", ""))
    page = approve(request.user, wait_id, version, request.POST.get("comment", "").strip())
    tell_published(request, _published(page), page)


def _no_longer(request: HttpRequest) -> HttpResponse:
    """The answer for a wait that is over, or that is somebody else's: the same, whichever it is."""
    return screen(request, "approval/gone.html", "Không còn chờ duyệt", "tasks", sentence=GONE, status=404)


class AloneForm(forms.ModelForm):
    """Whether a unit's authors publish without being read."""

    class Meta:
        model = UnitSettings
        fields = ["authors_publish"]
        labels = {"authors_publish": "Người soạn của đơn vị được tự đăng, không cần duyệt"}


@for_unit("administer")
def settings(request: HttpRequest) -> HttpResponse:
    """Lets the unit's administrator say whether authors publish alone."""
    held = UnitSettings.objects.filter(unit=request.unit).first() or UnitSettings(unit=request.unit)
    form = AloneForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu cách duyệt bài của đơn vị.")
        return redirect("lienthong_approval_settings")
    return screen(request, "approval/settings.html", "Cách duyệt bài", "cog", form=form, unit=request.unit)
