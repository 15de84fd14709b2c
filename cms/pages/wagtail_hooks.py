"""Puts what the page editor asks for into the desk."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.pages.saving_beside import save_beside
from cms.pages.units_below import units_below

hooks.register("before_edit_page", save_beside)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    return [path("don-vi-ben-duoi/<int:page_id>/", units_below, name="units_below")]


@hooks.register("insert_global_admin_js")
def picker_of_moments() -> SafeString:
    """What the picker does not do by itself, on every screen that may have one."""
    return format_html('<script src="{}"></script>', static("pages/moments.js"))


@hooks.register("insert_global_admin_css")
def rows_of_events() -> SafeString:
    """The form of a schedule, day and hours in one row."""
    return format_html('<link rel="stylesheet" href="{}">', static("pages/events.css"))
