"""A district with two communes, people of every role in them, and short ways to write and to log in."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.approval.models import UnitTaskState
from cms.pages.body import body_from_html
from cms.pages.models import NoticePage, SectionPage
from cms.pages.planting import plant_sites
from cms.tenancy.models import Membership
from cms.units.models import Unit


@pytest.fixture
def land(db) -> dict[str, Unit]:
    """District D, and communes C and E in it."""
    units: dict[str, Unit] = {}
    for letter, code, name, tier, parent in (
        ("D", "290", "Thành phố Chí Linh", "district", None),
        ("C", "10546", "Phường Bến Tắm", "commune", "D"),
        ("E", "10549", "Xã Hưng Đạo", "commune", "D"),
    ):
        units[letter] = Unit.objects.create(
            code=code,
            valid_from=date(2004, 1, 1),
            name=name,
            full_name=name,
            kind="",
            tier=tier,
            parent=units.get(parent),
            hostname=f"u{code}.localhost",
        )
    plant_sites(date(2025, 1, 1))
    return {letter: Unit.objects.get(pk=unit.pk) for letter, unit in units.items()}


@pytest.fixture
def person(land) -> Callable[..., User]:
    """Somebody by name with a role in a unit; the same name is the same person."""

    def person(name: str, role: str = "", unit: str = "", **membership: Any) -> User:
        user = User.objects.filter(username=name).first()
        if user is None:
            user = User.objects.create_user(name, f"{name}@example.vn", "mat-khau")
        if role:
            Membership.objects.get_or_create(user=user, unit=land[unit], role=role, **membership)
        return user

    return person


@pytest.fixture
def desk() -> Callable[[User], Client]:
    """The desk as somebody sees it."""

    def desk(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return desk


@pytest.fixture
def section(land) -> Callable[..., SectionPage]:
    def section(unit: str, key: str = "thong-bao") -> SectionPage:
        return SectionPage.objects.get(path__startswith=land[unit].root_page.path, slug=key)

    return section


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
