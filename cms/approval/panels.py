"""What the dashboard says of approval: what waits for me, and what became of what I sent."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from wagtail.models import WorkflowState

from cms.approval.models import UnitTaskState, waiting_for
from cms.approval.queue import for_others, listed, with_details
from cms.tenancy.unit_panel import UnitPanel

SHOWN = 5


class WaitingPanel(UnitPanel):
    """For those who approve: the oldest few that wait for them, each to be approved at once."""

    name = "approval_waiting"
    template_name = "approval/panel_waiting.html"
    order = 20
    verbs = ("publish",)
    styles = ("approval/lines.css",)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """The lines, and how many there are in all."""
        states = waiting_for(self.request.user, self.unit)
        states = states.exclude(pk__in=for_others(states, self.request.user))
        lines = listed(with_details(states)[:SHOWN], self.request.user)
        return {
            "request": self.request,
            "csrf_token": parent_context["csrf_token"],
            "waiting": lines,
            "more": max(states.count() - SHOWN, 0),
            "unit": self.unit,
        }


class SentPanel(UnitPanel):
    """For those who write: what they sent and what was returned to them."""

    name = "approval_sent"
    template_name = "approval/panel_sent.html"
    order = 21
    styles = ("approval/lines.css",)

    def is_shown(self) -> bool:
        """Also to those whose role has ended: what they sent still waits."""
        return True

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        """The waits, those returned first."""
        return {"request": self.request, "sent": listed(_sent(self.request.user), self.request.user)}


def _sent(user: Any) -> QuerySet[UnitTaskState]:
    """Rejected ones come first: "rejected" sorts after "in_progress"."""
    active = WorkflowState.objects.active().filter(requested_by=user)
    waits = UnitTaskState.objects.filter(pk__in=active.values("current_task_state"))
    return with_details(waits).order_by("-status", "pk")
