"""Pages that planting makes and that every unit has: homes and the fronts of sections."""

from typing import Any

from wagtail.models import PagePermissionTester


class StandingPage:
    """Shows nothing of its own, and holds what does.

    To publish it, or take it down, would be to do so with all below it that nobody has looked at.
    """

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Wagtail's, but that publishing in it is not publishing it."""
        return _Standing(user, self)


class _Standing(PagePermissionTester):
    def can_publish(self) -> bool:
        return self.user.is_superuser and super().can_publish()

    def can_unpublish(self) -> bool:
        return self.user.is_superuser and super().can_unpublish()
