"""Wagtail's own frame around our screens."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

Crumbs = tuple[tuple[str, str], ...]


def screen(
    request: HttpRequest, template: str, title: str, icon: str, *, above: Crumbs = (), **context: Any
) -> TemplateResponse:
    """A screen of the desk; ``above`` are the addresses' names and titles of what it belongs to."""
    trail = [("wagtailadmin_home", "Trang chủ"), *above]
    crumbs = [{"url": reverse(name), "label": label} for name, label in trail]
    furniture = {
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }
    return TemplateResponse(request, template, {**furniture, **context})
