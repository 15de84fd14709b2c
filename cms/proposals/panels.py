"""What the dashboard says of proposals: those to answer, and the answers to this unit's own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.proposals import reading
from cms.proposals.models import Proposal, Status
from cms.proposals.screens import own_lines
from cms.tenancy.roles import acting_unit, may
from cms.units.models import Unit

SHOWN = 5
FRESH = timedelta(days=30)
"""How long the dashboard goes on telling of an answer."""


class ProposalsPanel(Component):
    """For those who publish in the unit; nothing while there is nothing to tell."""

    name = "proposals"
    template_name = "proposals/panel.html"
    order = 40

    class Media:
        css = {"all": ["proposals/lines.css"]}

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.unit = acting_unit(request)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """The oldest few to answer, and the newest answers."""
        if not may(self.request.user, "publish", self.unit):
            return {}
        return {
            "received": reading.received(self.unit)[:SHOWN],
            "answered": own_lines(self.unit, _answered(self.unit)),
            "csrf_token": parent_context["csrf_token"],
        }


def _answered(unit: Unit) -> list[Proposal]:
    fresh = Proposal.objects.filter(
        unit=unit, status__in=[Status.ACCEPTED, Status.DECLINED], answered_at__gt=timezone.now() - FRESH
    )
    return list(fresh.select_related("unit", "to", "page", "made").order_by("-answered_at")[:SHOWN])
