"""Puts what the page editor asks for at addresses of the desk."""

from django.urls import URLPattern, path
from wagtail import hooks

from cms.pages.units_below import units_below


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    return [path("don-vi-ben-duoi/<int:page_id>/", units_below, name="units_below")]
