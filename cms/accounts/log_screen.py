"""The screen that shows the log to who administers a unit or watches over those below."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Final, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from cms.accounts.lines import STYLES
from cms.audit.export import csv_lines, json_lines
from cms.audit.models import Entry
from cms.audit.recording import record
from cms.audit.words import action_words, change_words, choices
from cms.tenancy.roles import for_unit, is_superuser, rights
from cms.tenancy.scope import below
from cms.tenancy.screen import screen
from cms.units.collation import vietnamese_order

PAGE_LENGTH: Final = 50
FORMATS: Final = {
    "csv": (csv_lines, "text/csv; charset=utf-8"),
    "jsonl": (json_lines, "application/jsonl; charset=utf-8"),
}


class Line(NamedTuple):
    """One entry, in words."""

    entry: Entry
    action: str
    changes: list[tuple[str, str, str]]


class DayField(forms.DateField):
    """A day as it is written here; browsers' own fields write it as their makers' country does."""

    widget = forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "ngày/tháng/năm", "size": 12})
    default_error_messages: ClassVar = {"invalid": "Hãy ghi ngày như 05/03/2026."}


class LogFilter(forms.Form):
    """Which entries are wanted."""

    who = forms.CharField(label="Người thực hiện", required=False, max_length=100)
    action = forms.ChoiceField(label="Hành động", required=False)
    since = DayField(label="Từ ngày", required=False)
    until = DayField(label="Đến ngày", required=False)
    unit = forms.CharField(label="Mã đơn vị", required=False, max_length=10)

    def __init__(self, *args: Any, several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(choices(), key=vietnamese_order)
        self.fields["action"].choices = [("", "Tất cả"), *((words, words) for words in names)]
        if not several:
            del self.fields["unit"]

    def applied(self, entries: QuerySet[Entry]) -> QuerySet[Entry]:
        """Those of ``entries`` that are wanted; all where what was typed makes no sense."""
        if not self.is_valid():
            return entries
        wanted = self.cleaned_data
        if wanted["who"]:
            entries = entries.filter(who__icontains=wanted["who"])
        if wanted["action"]:
            entries = entries.filter(choices()[wanted["action"]])
        if wanted["since"]:
            entries = entries.filter(at__gte=_midnight(wanted["since"]))
        if wanted["until"]:
            entries = entries.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1)))
        if wanted.get("unit"):
            entries = entries.filter(unit__code=wanted["unit"].strip())
        return entries


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def entries_for(user: Any) -> QuerySet[Entry] | None:
    """What ``user`` may read: own units' entries for administrators, those below for supervisors.

    None for people who are neither; superusers read everything, also what belongs to no unit.
    """
    entries = Entry.objects.select_related("unit")
    if is_superuser(user):
        return entries
    own, above = rights(user).own_with("administer"), list(rights(user).below)
    if not own and not above:
        return None
    return entries.filter(Q(unit__in=own) | Q(unit__in=below(above)) if above else Q(unit__in=own))


@for_unit("see")
def log(request: HttpRequest) -> HttpResponse:
    """The log, newest first."""
    entries, form, several = _asked(request)
    page = Paginator(form.applied(entries), PAGE_LENGTH).get_page(request.GET.get("p"))
    lines = [Line(entry, action_words(entry), change_words(entry)) for entry in page.object_list]
    pages = page.paginator.get_elided_page_range(page.number)
    shown = {"form": form, "items": page, "lines": lines, "pages": pages, "several": several}
    return screen(request, "accounts/log.html", "Nhật ký", "history", media=STYLES, **shown)


@for_unit("see")
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same entries as a file; that it was taken is written down too."""
    if kind not in FORMATS:
        raise Http404
    entries, form, _ = _asked(request)
    record("log.export", unit=request.unit, by=request.user)
    lines, content_type = FORMATS[kind]
    chosen: Iterator[Entry] = form.applied(entries).iterator(chunk_size=1000)
    answer = StreamingHttpResponse(lines(chosen), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="nhat-ky-{timezone.localdate()}.{kind}"'
    return answer


def _asked(request: HttpRequest) -> tuple[QuerySet[Entry], LogFilter, bool]:
    entries = entries_for(request.user)
    if entries is None:
        raise Http404
    held = rights(request.user)
    several = is_superuser(request.user) or bool(held.below) or len(held.units) > 1
    return entries, LogFilter(request.GET, several=several), several
