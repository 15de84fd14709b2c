"""Wagtail's own frame around our screens."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

Crumbs = tuple[tuple[str, str], ...]
NO_MEDIA = Media()


def screen(
    request: HttpRequest,
    template: str,
    title: str,
    icon: str,
    *,
    above: Crumbs = (),
    media: Media = NO_MEDIA,
    status: int = 200,
    **context: Any,
) -> TemplateResponse:
    """A screen of the desk, from a template that extends "tenancy/screen.html".

    ``above`` are the addresses' names and titles of what it belongs to, ``media`` the sheets of styles
    and the scripts that it needs.
    """
    trail = [("wagtailadmin_home", "Trang chủ"), *above]
    crumbs = [{"url": reverse(name), "label": label} for name, label in trail]
    furniture = {
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
        "media": media,
    }
    return TemplateResponse(request, template, {**furniture, **context}, status=status)
