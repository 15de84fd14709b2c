"""Short ways to write pages, and to send them for approval."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.approval.models import UnitTaskState
from cms.pages.body import body_from_html
from cms.pages.models import NoticePage
from tests.samples.people import desk, land, person, section

__all__ = ["desk", "land", "person", "section"]


@pytest.fixture
def draft(section) -> Callable[..., NoticePage]:
    """A draft in a unit's notices, written by somebody."""

    def draft(unit: str, writer: User | None, title: str = "Cắt điện", slug: str = "cat-dien") -> NoticePage:
        page = NoticePage(title=title, slug=slug, live=False, body=body_from_html("<p>Từ 7 giờ</p>"))
        section(unit).add_child(instance=page)
        page.save_revision(user=writer)
        return page

    return draft


@pytest.fixture
def send() -> Callable[[NoticePage, User], UnitTaskState]:
    """Sends a page for approval."""

    def send(page: NoticePage, user: User) -> UnitTaskState:
        page.get_workflow().start(page, user)
        return UnitTaskState.objects.order_by("pk").last()

    return send


def form(**changes: Any) -> dict[str, Any]:
    """What the page editor sends."""
    data = {
        "title": "Cắt điện",
        "slug": "cat-dien",
        "summary": "Tóm tắt",
        "body": streamfield([("paragraph", rich_text("<p>Từ 7 giờ</p>"))]),
        "files": streamfield([]),
        "place": "",
        "contact": "",
        "hours": "",
        "reach": "own",
        "strength": "default",
        "long_title": "",
        "comments": inline_formset([]),
    }
    return nested_form_data({**data, **changes})


@pytest.fixture
def save(desk) -> Callable[..., Any]:
    """Saves a page in the editor, with the button named: action-submit, action-publish or none."""

    def save(user: User, page: NoticePage, button: str = "", **changes: Any) -> Any:
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return desk(user).post(url, {**form(**changes), **({button: "1"} if button else {})}, follow=True)

    return save


@pytest.fixture
def write(desk, section) -> Callable[..., Any]:
    """Writes a new notice in the editor."""

    def write(user: User, unit: str, button: str = "", **changes: Any) -> Any:
        url = reverse("wagtailadmin_pages:add", args=["pages", "noticepage", section(unit).pk])
        return partial(desk(user).post, url, {**form(**changes), **({button: "1"} if button else {})})(
            follow=True
        )

    return write
