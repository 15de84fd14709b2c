"""The buttons under the page editor, in the words of this workflow."""

from typing import Any, Final

from django.http import HttpRequest
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
)

from cms.tenancy.roles import may, unit_of_page


class SendMenuItem(SubmitForModerationMenuItem):
    """Sends the page to the unit's approvers."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Wagtail's own words would name the workflow, which is the same everywhere."""
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page and page.pk else None
        context["label"] = "Gửi duyệt lại" if state else "Gửi duyệt"
        return context


class TakeBackMenuItem(CancelWorkflowMenuItem):
    """Lets the author go on writing: nobody is to read it any more."""

    label = "Rút lại, chưa gửi duyệt"


_OURS: Final = {SubmitForModerationMenuItem: SendMenuItem, CancelWorkflowMenuItem: TakeBackMenuItem}


def arrange(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Whoever publishes is not asked to send; what waits is approved, not published past the queue."""
    page = context.get("page")
    saved = page if page and page.pk else None
    publishes = may(request.user, "publish", unit_of_page(saved or context["parent_page"]))
    waits = bool(saved and saved.workflow_in_progress)
    kept = [item for item in items if not isinstance(item, _dropped(publishes, waits))]
    items[:] = [_OURS[type(item)](order=item.order) if type(item) in _OURS else item for item in kept]


def _dropped(publishes: bool, waits: bool) -> tuple[type[ActionMenuItem], ...]:
    if waits:
        return (PublishMenuItem, RestartWorkflowMenuItem)
    return (SubmitForModerationMenuItem, RestartWorkflowMenuItem) if publishes else (RestartWorkflowMenuItem,)
