"""Who is told what, by e-mail: approvers of a submission, its author of what became of it.

Nobody else is, but for the supervisors above a unit that has no approver. Wagtail's own notices, which
go to every superuser, are turned off.
"""

from typing import Any

from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from cms.approval.models import UnitTaskState
from cms.notices.deciders import deciders
from cms.notices.letters import address, tell
from cms.tenancy.roles import members

for _signal, _name in (
    (workflow_submitted, "submitted"),
    (workflow_approved, "approved"),
    (workflow_rejected, "rejected"),
):
    _signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{_name}_email_notification")


@receiver(task_submitted, sender=UnitTaskState)
def submitted(instance: UnitTaskState, user: Any, **_: Any) -> None:
    """Whoever approves in the unit has something to read; whoever sent it knows."""
    approvers = deciders(instance.unit).exclude(pk=user.pk if user else None)
    link = address("lienthong_approval_review", instance.pk)
    tell(
        approvers, "submitted", "approval/mail/submitted.txt", {**_about(instance), "who": user, "link": link}
    )


@receiver(workflow_approved, sender=WorkflowState)
def approved(instance: WorkflowState, user: Any, **_: Any) -> None:
    """The page's author may see it on the site."""
    _tell_author(instance, "approved", user)


@receiver(workflow_rejected, sender=WorkflowState)
def returned(instance: WorkflowState, user: Any, **_: Any) -> None:
    """The page's author has something to mend."""
    _tell_author(instance, "rejected", user)


def _tell_author(workflow: WorkflowState, kind: Any, user: Any) -> None:
    wait = UnitTaskState.objects.filter(workflow_state=workflow).order_by("pk").last()
    author = workflow.requested_by
    if wait is None or author is None or author == user:
        return
    still = members(wait.unit).filter(pk=author.pk)
    link = address("wagtailadmin_pages:edit", workflow.object_id)
    context = {**_about(wait), "who": user, "comment": wait.comment, "link": link}
    tell(still, kind, f"approval/mail/{kind}.txt", context)


def _about(wait: UnitTaskState) -> dict[str, Any]:
    return {"unit": wait.unit, "title": wait.revision.object_str}
