"""The one step that a page passes before it goes live: somebody of its unit has read it."""

from typing import Any, ClassVar

from django.db import models
from wagtail.models import Page, Task, TaskState, WorkflowState

from cms.approval import eyes
from cms.approval.whose import approved_by
from cms.tenancy.roles import may, unit_of_page
from cms.units.models import Unit


class UnitTaskState(TaskState):
    """A page that waits, or waited, for approval; ``unit`` is the one whose people approve it."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="đơn vị")

    class Meta:
        verbose_name = "lượt chờ duyệt"
        verbose_name_plural = "lượt chờ duyệt"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note whose page it is."""
        if self.unit_id is None:
            self.unit = unit_of_page(self.workflow_state.content_object)
        super().save(*args, **kwargs)


def waiting_for(user: Any, unit: Unit | None = None) -> models.QuerySet[UnitTaskState]:
    """The waits that ``user`` may end, oldest first; of ``unit`` and those below it alone, if given."""
    waits = UnitTaskState.objects.filter(
        approved_by(user, unit),
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return waits.order_by("started_at", "pk")


class UnitApproval(Task):
    """Approval by those who may publish in the page's unit; there is one such task for all units."""

    task_state_class = UnitTaskState
    admin_form_fields: ClassVar = []

    class Meta:
        verbose_name = "duyệt trong đơn vị"
        verbose_name_plural = "duyệt trong đơn vị"

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Begins the wait; a lock that the author left would keep approvers out."""
        page = workflow_state.content_object
        if page.locked and not may(page.locked_by, "publish", unit_of_page(page)):
            page.locked, page.locked_by, page.locked_at = False, None, None
            page.save(update_fields=["locked", "locked_by", "locked_at"])
        return super().start(workflow_state, user=user)

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        """Whoever cannot approve does not change what is being read."""
        return not may(user, "publish", unit_of_page(obj))

    def user_can_lock(self, obj: Page, user: Any) -> bool:
        """Whether ``user`` may keep other approvers out meanwhile."""
        return may(user, "publish", unit_of_page(obj))

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, str, bool]]:
        """What ``user`` may do with the waiting page: a name, its words, whether a comment is asked for."""
        if not may(user, "publish", unit_of_page(obj)) or eyes.fault(user, obj):
            return []
        return [
            ("approve", "Duyệt", False),
            ("approve", "Duyệt kèm ý kiến", True),
            ("reject", "Trả lại", True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **_: Any) -> models.QuerySet:
        """The pages that wait for ``user``, as Wagtail's own lists want them."""
        return TaskState.objects.filter(pk__in=waiting_for(user).values("pk"))

    @classmethod
    def get_description(cls) -> str:
        """What superusers read of it on Wagtail's own screens."""
        return "Người duyệt, quản trị của đơn vị và giám sát cấp trên duyệt trang của đơn vị đó."
