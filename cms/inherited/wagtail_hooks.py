"""Puts what comes from above into the desk: addresses, a menu item, a panel, and a word at save."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from cms.inherited import screens
from cms.inherited.own_pages import told_at_save
from cms.inherited.panels import FromAbovePanel
from cms.pages.addresses import addresses_of
from cms.pages.base import ContentPage
from cms.tenancy.roles import Verb, acting_unit, may


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    top = "tin-bai-tu-cap-tren/"
    return [
        path(top, screens.listing, name="lienthong_inherited_list"),
        path(f"{top}quyet-dinh/", screens.decision, name="lienthong_inherited_decide"),
        path(f"{top}chuyen-muc/", screens.sections, name=screens.SECTIONS),
        path(f"{top}<int:page_id>/", screens.override, name="lienthong_inherited_override"),
        path(f"{top}<int:page_id>/so-sanh/", screens.merge, name="lienthong_inherited_merge"),
    ]


class FromAboveMenuItem(MenuItem):
    """For those who may do ``verb`` for the unit that they work for, where it has others above it."""

    def __init__(self, verb: Verb, *args: Any, **kwargs: Any) -> None:
        self.verb = verb
        super().__init__(*args, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the menu has it for this person."""
        unit = acting_unit(request)
        return unit is not None and unit.parent_id is not None and may(request.user, self.verb, unit)


@hooks.register("register_admin_menu_item")
def list_in_menu() -> MenuItem:
    """The list."""
    address = reverse_lazy("lienthong_inherited_list")
    return FromAboveMenuItem(
        "see", screens.TITLE, address, name="tu-cap-tren", icon_name="collapse-down", order=110
    )


@hooks.register("register_settings_menu_item")
def sections_in_menu() -> MenuItem:
    """What each section takes."""
    address = reverse_lazy(screens.SECTIONS)
    return FromAboveMenuItem(
        "administer",
        screens.SECTIONS_TITLE,
        address,
        name="cach-lay-tin-bai",
        icon_name="collapse-down",
        order=60,
    )


@hooks.register("construct_homepage_panels")
def panel(request: HttpRequest, panels: list[Component]) -> None:
    """What waits for the unit."""
    panels.append(FromAbovePanel(request))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_what_has_the_slot(request: HttpRequest, page: Page) -> Any:
    """Whoever saves a page hears of pages from above at the same address."""
    if not isinstance(page, ContentPage) or request.headers.get("x-requested-with"):
        return
    address = addresses_of([page]).get(page.pk)
    if address and (sentence := told_at_save(address)):
        messages.warning(request, sentence)
