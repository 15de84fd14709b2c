"""Puts the board into the desk: its screens, its menu item, its panel."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cms.board.panels import BoardPanel
from cms.board.screens import TITLE, of_unit, of_units_below
from cms.tenancy.roles import acting_unit, may


class BoardMenuItem(MenuItem):
    """For those who work for a unit."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the menu has it for this person."""
        return may(request.user, "see", acting_unit(request))


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    return [
        path("muc-do-day-du/", of_unit, name="lienthong_board"),
        path("muc-do-day-du/cap-duoi/", of_units_below, name="lienthong_board_below"),
        path("muc-do-day-du/<int:unit_id>/", of_unit, name="lienthong_board_unit"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The way to the unit's board."""
    return BoardMenuItem(
        TITLE, reverse_lazy("lienthong_board"), name="muc-do-day-du", icon_name="list-ul", order=700
    )


@hooks.register("construct_homepage_panels")
def panel(request: HttpRequest, panels: list[Component]) -> None:
    """How far the unit is."""
    panels.append(BoardPanel(request))
