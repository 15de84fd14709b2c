"""The forecast where an editor asks for it: beside the settings of sharing, before anything is published."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.panels import Panel

from cms.editors.forecast import forecast
from cms.editors.forecast_words import Remark, remarks
from cms.editors.pace import pace
from cms.editors.past import past_changes
from cms.editors.section_world import section_world
from cms.pages.models import NoticePage, SectionPage
from cms.pages.reach import OWN, below
from cms.pages.reach_field import ReachField
from cms.pages.rules import slug_for
from cms.publishing.receipts import latest_change_of
from cms.sharing.reach import parse, stored
from cms.sharing.rules import STRENGTHS, PageFacts
from cms.sharing.world import World
from cms.tenancy.roles import asks_itself, may, unit_of_page
from cms.units.models import Unit

FRAGMENT = "X-Lien-Thong-Fragment"
"""The header by which the editor's page asks for the remarks alone."""
NEW = 0
"""Stands for the number of a page that is not there yet."""


class ForecastPanel(Panel):
    """Below the settings of sharing: what publishing would do now."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "editors/forecast_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
            """The section and the page that the forecast is about."""
            context = super().get_context_data(parent_context)
            page = self.instance
            change = latest_change_of(page) if page.pk else None
            return {**context, "section": self.form.parent_page, "page": page, "change": change}


@asks_itself
@require_POST
def forecast_screen(request: HttpRequest, section_id: int, page_id: int = NEW) -> HttpResponse:
    """What publishing a page of the section with the settings sent would do; nothing is written."""
    section = SectionPage.objects.filter(pk=section_id).first()
    unit = unit_of_page(section) if section else None
    if unit is None or not (may(request.user, "write", unit) or may(request.user, "publish", unit)):
        raise Http404
    if page_id and not section.get_children().filter(pk=page_id).exists():
        raise Http404
    template = "editors/forecast_remarks.html" if FRAGMENT in request.headers else "editors/forecast.html"
    return render(request, template, {"remarks": _remarks(request, unit, section.slug, page_id)})


def _remarks(request: HttpRequest, unit: Unit, section: str, page_id: int) -> list[Remark]:
    world = section_world(section)
    old = world.page_by_id.get(page_id)
    field = ReachField()
    field.offer(below(unit), stored(old.reach) if old else OWN, "")
    try:
        reach = field.clean(field.widget.value_from_datadict(request.POST, {}, "reach"))
    except ValidationError as fault:
        return [Remark("warning", sentence) for sentence in fault.messages]
    sent = request.POST
    urgent = NoticePage.objects.filter(pk=page_id, urgent=True).exists()
    page = PageFacts(
        id=page_id,
        unit=unit.pk,
        section=section,
        slug=sent.get("slug") or slug_for(sent.get("title", "")),
        reach=parse(reach),
        strength=sent["strength"] if sent.get("strength") in STRENGTHS else "default",
        urgent_since=timezone.now() if urgent else None,
    )
    return remarks(forecast(world, page), names_of(world), partial(pace, past=past_changes()))


def names_of(world: World) -> dict[int, str]:
    """The full names of the units, by number."""
    return dict(Unit.objects.filter(pk__in=world.units).values_list("pk", "full_name"))
