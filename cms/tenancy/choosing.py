"""The screen on which somebody with roles in several units says for which of them they work now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.admin import messages

from cms.tenancy.roles import acting_unit, asks_itself, choose_unit, is_superuser, units_of
from cms.tenancy.screen import screen
from cms.units.collation import in_vietnamese_order, vietnamese_order
from cms.units.folding import folded
from cms.units.models import Unit

MOST_SHOWN = 50
TITLE = "Đơn vị đang làm việc"


@asks_itself
def choose(request: HttpRequest) -> HttpResponse:
    """The units to choose from; a post chooses one of them and leads to its dashboard."""
    if not may_choose(request):
        raise Http404
    sought = request.GET.get("q", "")
    if request.method == "POST":
        unit = get_object_or_404(Unit.objects.in_force(), pk=_number(request.POST.get("unit", "")))
        try:
            choose_unit(request, unit)
        except PermissionError as error:
            raise Http404 from error
        messages.success(request, f"Bạn đang làm việc cho {unit.in_sentence}.")
        return redirect("wagtailadmin_home")
    found = _offered(request, sought)
    shown = {"units": found[:MOST_SHOWN], "more": len(found) > MOST_SHOWN, "sought": sought}
    return screen(request, "tenancy/choose.html", TITLE, "site", now=acting_unit(request), **shown)


def _offered(request: HttpRequest, sought: str) -> list[Unit]:
    """The first few by name, and one more where there are more."""
    words = folded(sought)
    if is_superuser(request.user):
        units = Unit.objects.in_force().filter(name_folded__contains=words)
        return list(units.order_by(in_vietnamese_order("name"), "code")[: MOST_SHOWN + 1])
    mine = [unit for unit in units_of(request.user) if words in unit.name_folded]
    return sorted(mine, key=lambda unit: vietnamese_order(unit.name))[: MOST_SHOWN + 1]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def may_choose(request: HttpRequest) -> bool:
    """Whether there is more than one unit to work for."""
    return is_superuser(request.user) or len(units_of(request.user)) > 1
