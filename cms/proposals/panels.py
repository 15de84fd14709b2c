"""What the dashboard says of proposals: those to answer, and the answers to this unit's own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.proposals import reading
from cms.proposals.models import Proposal, Status
from cms.proposals.screens import own_lines
from cms.tenancy.unit_panel import UnitPanel
from cms.units.models import Unit

SHOWN = 5
FRESH = timedelta(days=30)
"""How long the dashboard goes on telling of an answer."""


class ProposalsPanel(UnitPanel):
    """For those who publish in the unit; nothing while there is nothing to tell."""

    name = "proposals"
    template_name = "proposals/panel.html"
    order = 40
    verbs = ("publish",)
    styles = ("proposals/lines.css",)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """The oldest few to answer, and the newest answers."""
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
