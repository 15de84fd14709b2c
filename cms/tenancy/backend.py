"""Lets people with a role in a unit in force into the desk, without a group."""

from typing import Any, Final

from cms.tenancy.roles import rights

DESK: Final = "wagtailadmin.access_admin"


class RolesBackend:
    """Beside the backends that log people in: says only whose the desk is. It knows no passwords."""

    def authenticate(self, request: Any, **credentials: Any) -> None:  # noqa: ARG002
        """Nobody: other backends see to that."""
        return

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Access to the desk for whoever has a role."""
        return {DESK} if obj is None and rights(user_obj).units else set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether ``perm`` is access to the desk, and ``user_obj`` has a role."""
        return perm in self.get_all_permissions(user_obj, obj)
