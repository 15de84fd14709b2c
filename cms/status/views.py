"""The desk's screens of publishing: the state of all sites that somebody sees, and one publish's receipt."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cms.publishing.absent import not_showing
from cms.publishing.models import Change
from cms.publishing.reasons import WHY_ABSENT, in_words
from cms.publishing.receipts import made_by, receipt_of
from cms.publishing.urgent import urgent_since
from cms.status.overview import Trouble, overview
from cms.status.states import State
from cms.status.words import since
from cms.tenancy.roles import for_unit, is_superuser
from cms.tenancy.scope import units_where
from cms.units.models import Unit

FRAGMENT = "X-Lien-Thong-Fragment"
"""The header by which a screen asks for its changing part alone."""


@for_unit("see")
def status(request: HttpRequest) -> HttpResponse:
    """How the sites stand that the person may see."""
    found = overview(units_where(request.user, "see"))
    states = [(State(state), count) for state, count in found.states.items()]
    waiting = [(one, since(one.since, found.at)) for one in found.queue]
    context = {
        "found": found,
        "states": states,
        "waiting": waiting,
        "troubles": [(one, since(one.since, found.at), _why(one)) for one in found.troubles],
        "operates": is_superuser(request.user),
    }
    return _screen(request, "status", context)


def _why(trouble: Trouble) -> str:
    if not trouble.reason:
        return "Chưa có tiến trình nào nhận việc này."
    return in_words(trouble.step, trouble.reason)


@for_unit("see")
def receipt(request: HttpRequest, change_id: int) -> HttpResponse:
    """How far one change has come: on which sites it is live, since when, and why not yet on others."""
    change = Change.objects.select_related("user").filter(pk=change_id).first()
    if change is None:
        raise Http404
    seen = units_where(request.user, "see")
    found = receipt_of(change)
    lines = list(found.lines)
    if not _is_whose(request.user, change, seen):
        visible = set(seen.values_list("pk", flat=True))
        lines = [line for line in lines if line.unit.pk in visible]
        if not lines:
            raise Http404
    states = not_showing(change, [line.unit.pk for line in lines])
    absent = [(line.unit, WHY_ABSENT[states[line.unit.pk]]) for line in lines if line.unit.pk in states]
    lines = [line for line in lines if line.unit.pk not in states]
    live = [line for line in lines if line.live_at]
    context = {
        "change": change,
        "processed": change.processed_at is not None,
        "lines": sorted(lines, key=lambda line: line.live_at is not None),
        "absent": absent,
        "urgent": change.kind == Change.Kind.PAGE and bool(urgent_since([change.page_id])),
        "live": len(live),
        "searchable": sum(line.searchable_at is not None for line in lines),
        "seconds": _took(change.at, [line.live_at for line in live]) if len(live) == len(lines) else None,
    }
    return _screen(request, "receipt", context)


def _is_whose(user: Any, change: Change, seen: QuerySet[Unit]) -> bool:
    """Whether ``user`` made it or works where its page or decision is: they follow it to every site."""
    own = is_superuser(user) or change.user_id == user.pk
    return own or seen.filter(pk__in=made_by(change)).exists()


def _took(began: datetime, ended: list[datetime]) -> float | None:
    return max((moment - began).total_seconds() for moment in ended) if ended else None


def _screen(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    fragment = FRAGMENT in request.headers
    template = f"lienthong_status/{name}_fragment.html" if fragment else f"lienthong_status/{name}.html"
    return render(request, template, {**context, "now": timezone.now()})
