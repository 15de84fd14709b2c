"""The screens about what comes from above: the list, decisions, own values of fields, and merging."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import Paginator
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from cms.inherited import detaching, merging
from cms.inherited.changes import load_changes
from cms.inherited.deciding import MAKE, TAKE_BACK, Outcome, decide, store
from cms.inherited.entries import Entry
from cms.inherited.listing import Listing
from cms.inherited.overriding import Form, Vanished, open_form
from cms.inherited.section_form import SectionsForm
from cms.inherited.words import VERBS, Verb, day
from cms.tenancy.roles import for_unit, may
from cms.tenancy.screen import NO_MEDIA, screen
from cms.units.models import Unit

PAGE_LENGTH = 25
MOST_AT_ONCE = 200
MOST_TOLD = 5
LIST = "lienthong_inherited_list"
TITLE = "Tin bài từ cấp trên"
SECTIONS = "lienthong_inherited_sections"
SECTIONS_TITLE = "Cách lấy tin bài từ cấp trên"
OWN_MEDIA = Media(css={"all": ["inherited/from_above.css"]}, js=["inherited/from_above.js"])

View = Callable[..., HttpResponse]


def decides(view: View) -> View:
    """Guards a view in which the unit's site is changed: for those who may both write and publish there."""

    @for_unit("publish")
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.user, "write", request.unit):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _screen(
    request: HttpRequest, template: str, title: str, *, media: Media = NO_MEDIA, **context: Any
) -> TemplateResponse:
    """Deeper ones lead back to the list."""
    above = ((LIST, TITLE),) if title != TITLE else ()
    return screen(request, template, title, "collapse-down", above=above, media=media + OWN_MEDIA, **context)


@for_unit("see")
def listing(request: HttpRequest) -> HttpResponse:
    """The pages from above, narrowed to what the query says, a page of them at a time."""
    unit = request.unit
    found = Listing(unit, request.GET)
    items = Paginator(found.wanted, PAGE_LENGTH).get_page(request.GET.get("p"))
    return _screen(
        request,
        "inherited/list.html",
        TITLE,
        unit=unit,
        found=found,
        items=items,
        lines=found.lines(items.object_list),
        elided_page_range=items.paginator.get_elided_page_range(items.number),
        decides=may(request.user, "publish", unit) and may(request.user, "write", unit),
        bulk=_for_several(items.object_list),
        administers=may(request.user, "administer", unit),
    )


def _for_several(found: Iterable[Entry]) -> list[tuple[str, Verb]]:
    """The decisions that can be made about many pages at once, as far as these pages are open to them."""
    is_open = {verb for entry in found for verb in entry.verbs}
    return [(name, VERBS[name]) for name in (*MAKE, *TAKE_BACK) if name in is_open]


@require_POST
@decides
def decision(request: HttpRequest) -> HttpResponse:
    """One decision about one page (``one`` is "verb page"), or about all that are ticked."""
    verb, pages = _asked(request)
    back = get_valid_next_url_from_request(request) or reverse(LIST)
    if verb not in VERBS:
        raise Http404
    if not pages:
        messages.warning(request, "Hãy chọn ít nhất một trang trong danh sách.")
    elif verb == "detach":
        return _detach(request, pages, back)
    else:
        _tell(request, verb, decide(request.unit, pages, verb))
    return redirect(back)


def _asked(request: HttpRequest) -> tuple[str, list[int]]:
    verb, _, number = request.POST.get("one", "").partition(" ")
    numbers = [number] if verb else request.POST.getlist("page")
    if not all(found.isdigit() for found in numbers):
        raise Http404
    wanted = list(dict.fromkeys(map(int, numbers)))[:MOST_AT_ONCE]
    return verb or request.POST.get("verb", ""), wanted


def _tell(request: HttpRequest, verb: str, outcome: Outcome) -> None:
    if len(outcome.done) == 1:
        messages.success(request, f"{VERBS[verb].done} “{outcome.done[0]}”.")
    elif outcome.done:
        messages.success(request, f"{VERBS[verb].done} {len(outcome.done)} trang.")
    for sentence in outcome.refused[:MOST_TOLD]:
        messages.error(request, sentence)
    if len(outcome.refused) > MOST_TOLD:
        messages.error(request, f"Còn {len(outcome.refused) - MOST_TOLD} trang nữa không làm được như vậy.")


def _detach(request: HttpRequest, pages: list[int], back: str) -> HttpResponse:
    """Detach one page, and open the unit's own.

    Not several: each is from then on the unit's to write and to keep up to date, so the list offers it for
    a page alone.
    """
    if len(pages) > 1:
        messages.warning(
            request, "Mỗi lần chỉ tách được một trang, vì trang đã tách do đơn vị tự soạn và cập nhật."
        )
        return redirect(back)
    try:
        made = detaching.detach(request.unit, pages[0], request.user)
    except detaching.Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    messages.success(
        request, f"{VERBS['detach'].done}: “{made.title}”. Từ nay trang này không theo cấp trên nữa."
    )
    return redirect("wagtailadmin_pages:edit", made.pk)


@decides
def override(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form with the origin's values beside the unit's; a post saves them."""
    try:
        form = open_form(request.unit, page_id, request.POST if request.method == "POST" else None)
    except Vanished as vanished:
        return _keep_typed(request, str(vanished))
    if request.method == "POST" and form.is_valid():
        store(form.save())
        messages.success(request, f"Đã lưu thay đổi của đơn vị ở “{form.standing.page.title}”.")
        return redirect(get_valid_next_url_from_request(request) or LIST)
    return _override_screen(request, form)


def _override_screen(request: HttpRequest, form: Form) -> HttpResponse:
    page = form.standing.page
    names = _names({by for _, by in form.standing.stands.values()} | {page.unit})
    since = form.standing.row.suspended_since
    return _screen(
        request,
        "inherited/override.html",
        f"Thay đổi ở “{page.title}”",
        form=form,
        media=form.media,
        lines=[(line, names[line.by]) for line in form.lines()],
        origin=names[page.unit],
        suspended=day(since) if since else "",
        next=get_valid_next_url_from_request(request),
        status=422 if form.errors else 200,
    )


def _names(units: Iterable[int]) -> dict[int, str]:
    return {unit.pk: unit.in_sentence for unit in Unit.objects.filter(pk__in=units)}


def _keep_typed(request: HttpRequest, sentence: str) -> HttpResponse:
    """Nothing to save it on: what was typed is shown once more, to be copied."""
    if request.method != "POST":
        messages.error(request, sentence)
        return redirect(LIST)
    typed = {
        key: text
        for key, text in request.POST.items()
        if key.startswith(("mine-", "merged")) and text.strip()
    }
    return _screen(
        request,
        "inherited/typed.html",
        "Trang không còn chia sẻ đến đơn vị",
        sentence=sentence,
        typed=typed,
        status=409,
    )


@decides
def merge(request: HttpRequest, page_id: int) -> HttpResponse:
    """What those above changed after the unit did, field by field; a post settles one of them."""
    name = request.POST.get("field", "")
    refused = ""
    if request.method == "POST":
        choice = request.POST.get("choice", "")
        if choice not in ("theirs", "mine", "merge"):
            raise Http404
        try:
            merging.settle(request.unit, page_id, name, choice, request.POST)
        except merging.Refused as found:
            refused = str(found)
        else:
            messages.success(request, "Đã lưu lựa chọn của đơn vị.")
    world, found = load_changes(request.unit.pk, page_id)
    if not found and refused and request.POST.get("merged"):
        return _keep_typed(request, refused)
    if not found:
        if refused:
            messages.warning(request, refused)
        return redirect(get_valid_next_url_from_request(request) or LIST)
    names = _names(world.units)
    tasks = [merging.Task(changed) for changed in found]
    forms = [
        (
            task,
            names[task.changed.by],
            task.form(request.POST if refused and task.changed.field == name else None),
        )
        for task in tasks
    ]
    return _screen(
        request,
        "inherited/merge.html",
        f"Cấp trên đã sửa “{found[0].page.title}”",
        tasks=[(task, by, form, refused if task.changed.field == name else "") for task, by, form in forms],
        media=sum((form.media for _, _, form in forms[1:]), forms[0][2].media),
        next=get_valid_next_url_from_request(request),
        status=422 if refused else 200,
    )


@for_unit("administer")
def sections(request: HttpRequest) -> HttpResponse:
    """What each section of the unit takes from above; a post saves the choices."""
    form = SectionsForm(request.unit, request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        said = f"Đã lưu: {', '.join(saved)}." if saved else "Không có gì thay đổi."
        messages.success(request, said)
        return redirect(SECTIONS)
    return _screen(
        request,
        "inherited/sections.html",
        SECTIONS_TITLE,
        unit=request.unit,
        lines=form.lines(),
        status=422 if form.errors else 200,
    )
