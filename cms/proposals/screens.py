"""The screens of proposals: sending one, answering one, and the lists of both sides."""

from collections.abc import Callable, Iterable
from typing import Any

from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.models import Page

from cms.notices.published import tell_published
from cms.pages.base import ContentPage
from cms.pages.reach import OWN, WORDS
from cms.pages.rules import placeholders_in
from cms.proposals import reading
from cms.proposals.answering import accept, accept_to_edit, decline, version_of
from cms.proposals.fields import overridden
from cms.proposals.models import Proposal, Status
from cms.proposals.refusals import Refused
from cms.proposals.replacing import replace, replaceable
from cms.proposals.sending import offer, propose, send_again, withdraw
from cms.sharing.models import Decision, LivePage
from cms.tenancy.roles import asks_itself, for_unit, may, unit_of_page
from cms.tenancy.screen import screen
from cms.units.models import Unit

TITLE = "Đề nghị"
SEND = "Đề nghị cấp trên dùng"
ICON = "arrow-up"
LINES = Media(css={"all": ["proposals/lines.css"]})


def _screen(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    above = (("lienthong_proposals_index", TITLE),) if title != TITLE else ()
    return screen(request, template, title, ICON, above=above, media=LINES, **context)


@for_unit("publish")
def index(request: HttpRequest) -> HttpResponse:
    """What others propose to this unit and what it proposed; a post changes one of its own."""
    if request.method == "POST":
        _change_own(request)
        return redirect("lienthong_proposals_index")
    return _screen(
        request,
        "proposals/index.html",
        TITLE,
        unit=request.unit,
        received=reading.received(request.unit),
        sent=own_lines(request.unit, reading.sent(request.unit)),
        somebody_below=request.unit.children.exists(),
        changed=_changed(request.unit),
    )


def own_lines(unit: Unit, proposals: Iterable[Proposal]) -> list[dict[str, Any]]:
    """The unit's own proposals, each with what it can do now."""
    proposals = list(proposals)
    may_replace, today = replaceable(unit, proposals), timezone.localdate()
    return [
        {
            "proposal": proposal,
            "open": proposal.status == Status.OPEN,
            "closed": proposal.status == Status.OPEN and not proposal.to.period.covers(today),
            "replaceable": proposal.pk in may_replace,
            "editing": proposal.status == Status.ACCEPTED and bool(proposal.made) and not proposal.made.live,
        }
        for proposal in proposals
    ]


def _changed(unit: Unit) -> list[LivePage]:
    """Pages from above that the unit changed: a field of theirs can be proposed."""
    pages = Decision.objects.filter(unit=unit).exclude(override_fields=None).values("page")
    return list(LivePage.objects.filter(page__in=pages).order_by("title")[: reading.SENT_SHOWN])


def _change_own(request: HttpRequest) -> None:
    asked: dict[str, tuple[Callable[[Proposal], None], str]] = {
        "withdraw": (withdraw, "Đã rút lại đề nghị về “{title}”."),
        "again": (send_again, "Đã gửi lại đề nghị về “{title}”."),
        "replace": (
            lambda proposal: replace(request.user, proposal),
            "Đã dùng bản của cấp trên cho “{title}”.",
        ),
    }
    name = next((name for name in asked if name in request.POST), None)
    if name is None or not request.POST[name].isdecimal():
        raise Http404
    proposal = get_object_or_404(
        Proposal.objects.select_related("unit", "to", "page"), pk=request.POST[name], unit=request.unit
    )
    change, sentence = asked[name]
    _told(request, lambda: change(proposal), sentence.format(title=proposal.title))


def _told(request: HttpRequest, change: Callable[[], object], sentence: str) -> bool:
    try:
        change()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, sentence)
    return True


@for_unit("publish")
def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """Proposes an own page, or the unit's value of a field of a page from above."""
    page = get_object_or_404(Page, pk=page_id)
    if not issubclass(page.specific_class or Page, ContentPage):
        raise Http404
    unit = _unit_for(request, page)
    note, field = request.POST.get("note", ""), request.POST.get("field", "")
    done = "Đã gửi đề nghị. Kết quả sẽ hiện ở trang chủ và ở màn hình này."
    try:
        found = offer(unit, page)
    except Refused as refused:
        return _screen(request, "proposals/send.html", SEND, fault=str(refused), note=note)
    if request.method == "POST" and _told(
        request, lambda: propose(request.user, unit, page, note, field), done
    ):
        return redirect("lienthong_proposals_index")
    kind = page.specific_class.type_name
    fields = [(name, reading.field_name(kind, name), value) for name, value in found.values.items()]
    return _screen(
        request,
        "proposals/send.html",
        SEND,
        offer=found,
        unit=unit,
        note=note,
        fields=fields,
        field=field,
    )


def _unit_for(request: HttpRequest, page: Page) -> Unit:
    """The unit that proposes: the page's own where the person publishes there, else the one acted for."""
    own = unit_of_page(page)
    if may(request.user, "publish", own):
        return own
    if not overridden(request.unit, page):
        raise Http404
    return request.unit


@asks_itself
def review(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """What is proposed to a unit; a post takes it, takes it to edit, or declines with a reason."""
    proposal = (
        Proposal.objects.select_related("unit", "to", "page", "by", "made").filter(pk=proposal_id).first()
    )
    if proposal is None or not may(request.user, "publish", proposal.to):
        raise Http404
    if request.method == "POST" and (answer := _answer(request, proposal)):
        return answer
    proposal.refresh_from_db()
    read = reading.read(proposal)
    return _screen(
        request,
        "proposals/review.html",
        proposal.title,
        proposal=proposal,
        open=proposal.status == Status.OPEN,
        read=read,
        placeholders=placeholders_in(part.value for part in read.parts) if read else [],
        version=version_of(proposal.page) if proposal.page else "",
        reaches=WORDS,
        reach=request.POST.get("reach", OWN),
        reason=request.POST.get("reason", ""),
    )


def _answer(request: HttpRequest, proposal: Proposal) -> HttpResponse | None:
    """Where to go once it is done; None if it was refused."""
    user, sent = request.user, request.POST
    try:
        if "decline" in sent:
            decline(user, proposal.pk, sent.get("reason", ""))
            messages.success(request, f"Đã trả lời {proposal.unit.in_sentence}.")
        elif "edit" in sent:
            made = accept_to_edit(user, proposal.pk, sent.get("version", ""))
            messages.success(request, "Đã nhận. Hãy sửa rồi đăng; phạm vi chia sẻ ở thẻ “Chia sẻ”.")
            return redirect("wagtailadmin_pages:edit", made.pk)
        else:
            reach = sent.get("reach", OWN)
            made = accept(user, proposal.pk, sent.get("version", ""), reach if reach in dict(WORDS) else OWN)
            tell_published(request, f"Đã nhận và đăng “{made.title}”.", made)
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    return redirect("lienthong_proposals_index")
