"""A province over a district over two communes, a page from above, and people of the commune at the desk."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from cms.pages.base import ContentPage
from cms.pages.content import set_field
from cms.pages.types import MODELS
from cms.sharing.models import Decision
from cms.tenancy.models import Membership
from cms.units.models import Unit

LAND = {
    "30": ("province", None, "Tỉnh Hải Dương"),
    "290": ("district", "30", "Thành phố Chí Linh"),
    "10546": ("commune", "290", "Phường Bến Tắm"),
    "10549": ("commune", "290", "Xã Hưng Đạo"),
}
P, D, C, E = LAND


@pytest.fixture
def land(plant) -> dict[str, Unit]:
    """The units by code."""
    return plant(LAND)


@pytest.fixture
def write(land) -> Callable[..., ContentPage]:
    """A live page of a unit; ``fields`` are those of its type, ``settings`` of the page."""

    def write(
        code: str, slug: str, *, kind="notice", section="thong-bao", live=True, fields=None, **settings
    ):
        page = MODELS[kind](slug=slug, live=False, title=f"Trang {slug}", **settings)
        for name, value in (fields or {}).items():
            set_field(page, name, value)
        land[code].root_page.get_children().get(slug=section).add_child(instance=page)
        if live:
            page.save_revision().publish()
            page.refresh_from_db()
        return page

    return write


@pytest.fixture
def edit() -> Callable[..., None]:
    """Publishes a page anew with other values of fields or settings."""

    def edit(page: ContentPage, **values):
        for name, value in values.items():
            if name in ("title", "contact", "hours", "summary", "body"):
                set_field(page, name, value)
            else:
                setattr(page, name, value)
        page.save_revision().publish()

    return edit


@pytest.fixture
def shared(write) -> ContentPage:
    """The province's notice for all below."""
    return write(
        P, "a", reach="all", fields={"contact": "Sở Y tế", "hours": "Sáng", "summary": "Một\nHai\nBa"}
    )


@pytest.fixture
def person(land) -> Callable[..., User]:
    """Somebody with a role in a unit."""

    def person(role: str, code: str = C, **more) -> User:
        user = User.objects.create_user(f"{role}-{code}", f"{role}-{code}@example.vn", "mat-khau")
        Membership.objects.create(user=user, unit=land[code], role=role, **more)
        return user

    return person


@pytest.fixture
def desk(person) -> Callable[..., Client]:
    """The desk as somebody of that role."""

    def desk(role: str = "approver", code: str = C, **more) -> Client:
        client = Client()
        client.force_login(person(role, code, **more), backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return desk


@pytest.fixture
def decision(land) -> Callable[..., Decision | None]:
    """A unit's decision about a page, None where it has none."""
    return lambda page, code=C: Decision.objects.filter(unit=land[code], page=page).first()
