"""Puts the units on the desk."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.units.desk import SuperusersChange, UnitViewSet
from cms.units.models import Unit

register_permission_policy(Unit, SuperusersChange(Unit))


@hooks.register("register_admin_viewset")
def register_units() -> UnitViewSet:
    """The list of units and their forms."""
    return UnitViewSet()
