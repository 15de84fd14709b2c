"""Puts proposals into the desk: screens, menu, dashboard, and a button on the unit's own live pages."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.proposals import screens
from cms.proposals.panels import ProposalsPanel
from cms.tenancy.roles import acting_unit, may, unit_of_page


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    return [
        path("de-nghi/", screens.index, name="lienthong_proposals_index"),
        path("de-nghi/<int:proposal_id>/", screens.review, name="lienthong_proposals_review"),
        path("de-nghi/trang/<int:page_id>/", screens.send, name="lienthong_proposals_send"),
    ]


class ProposalsMenuItem(MenuItem):
    """Shown to those who publish in the unit that they work for."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the menu has it for this person."""
        return may(request.user, "publish", acting_unit(request))


@hooks.register("register_admin_menu_item")
def in_menu() -> MenuItem:
    """The proposals of both sides."""
    address = reverse_lazy("lienthong_proposals_index")
    return ProposalsMenuItem("Đề nghị", address, name="de-nghi", icon_name=screens.ICON, order=140)


@hooks.register("construct_homepage_panels")
def panel(request: HttpRequest, panels: list[Component]) -> None:
    """What there is to answer, and the answers."""
    panels.append(ProposalsPanel(request))


@hooks.register("register_page_header_buttons")
def button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:  # noqa: ARG001
    """On a unit's own live content page, where there is somebody above."""
    unit = unit_of_page(page) if page.live and page.depth > 3 else None
    if unit and unit.parent_id and may(user, "publish", unit):
        address = reverse("lienthong_proposals_send", args=[page.pk])
        yield Button("Đề nghị cấp trên dùng", address, icon_name=screens.ICON, priority=45)
