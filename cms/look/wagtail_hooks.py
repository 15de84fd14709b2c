"""Puts a unit's look into the desk: addresses and a menu item."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.look import screens
from cms.tenancy.roles import acting_unit, may


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    return [
        path("dien-mao-trang/", screens.own, name="lienthong_look"),
        path("dien-mao-trang/<int:unit_id>/", screens.look, name="lienthong_look_unit"),
        path("dien-mao-trang/<int:unit_id>/mau/", screens.sample, name="lienthong_look_sample"),
    ]


class LookMenuItem(MenuItem):
    """For the administrators of the unit that they work for."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the menu has it for this person."""
        return may(request.user, "administer", acting_unit(request))


@hooks.register("register_settings_menu_item")
def look_in_menu() -> MenuItem:
    """How the unit's site looks."""
    address = reverse_lazy("lienthong_look")
    return LookMenuItem(screens.TITLE, address, name="dien-mao-trang", icon_name="view", order=55)
