"""Puts links to drafts into the desk."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.pages import saving_beside
from cms.pages.base import ContentPage
from cms.preview.models import is_shared
from cms.preview.views import links, may_share
from cms.tenancy.roles import unit_of_page

saving_beside.kept.append(is_shared)


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Of the desk's own, behind its login."""
    return [path("ban-nhap/<int:page_id>/lien-ket/", links, name="lienthong_preview_links")]


@hooks.register("register_page_header_buttons")
def share_draft(page: Page, user: Any, **_: Any) -> Iterator[Button]:
    """The way to a link for somebody without a login."""
    if isinstance(page, ContentPage) and may_share(user, unit_of_page(page)):
        address = reverse("lienthong_preview_links", args=[page.pk])
        yield Button("Chia sẻ bản nháp", address, icon_name="link", priority=45)
