"""Units to write and share pages with, and people who are somebody there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from cms.pages.planting import plant_sites
from cms.tenancy.models import Membership, Role
from cms.units.models import Unit
from tests.samples.replanting import Replanting

PASSWORD = "mot-mat-khau-dai-2026"


@pytest.fixture
def make_unit(db: None) -> Callable[..., Unit]:
    """Makes a unit in force since 2004; a test says of it only what it is about."""

    def make_unit(code: str, tier: str = "commune", parent: Unit | None = None, **facts: Any) -> Unit:
        given = {
            "valid_from": date(2004, 1, 1),
            "name": f"Đơn vị {code}",
            "full_name": f"Xã {code}",
            "kind": "xã",
            "hostname": f"u{code}.localhost",
        }
        return Unit.objects.create(code=code, tier=tier, parent=parent, **given | facts)

    return make_unit


@pytest.fixture
def plant(make_unit: Callable[..., Unit], replanting: Replanting) -> Callable[..., dict[str, Unit]]:
    """``plant({"288": ("district", None), …})`` makes units with their home pages and sections, by code.

    Given are the tier, the unit above, and a name if it matters; in further facts ``{code}`` is the unit's.
    """

    def plant(wanted: Mapping[str, Sequence[str | None]], **facts: str) -> dict[str, Unit]:
        today = timezone.localdate()

        def begin() -> None:
            made: dict[str, Unit] = {}
            for code, (tier, above, *name) in wanted.items():
                own = {fact: value.format(code=code) for fact, value in facts.items()}
                own |= {"name": name[0], "full_name": name[0]} if name else {}
                made[code] = make_unit(code, tier, made.get(above), **own)
            plant_sites(today)

        key = tuple((code, *given) for code, given in wanted.items()), tuple(facts.items()), today
        replanting.grow(key, begin)
        return {unit.code: unit for unit in Unit.objects.select_related("root_page").order_by("pk")}

    return plant


@pytest.fixture
def desk_search(settings: Any) -> None:
    """What is saved can be found by the desk's own search, as everywhere but in tests."""
    backend = {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": True}
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend}


@pytest.fixture
def person(units: dict[str, Unit]) -> Callable[..., User]:
    """``person("lan", admin="10501")`` is somebody new with that role there; of the folder's ``units``."""

    def person(name: str, *, writes_below: bool = False, **roles: str) -> User:
        user = User.objects.create_user(name, f"{name}@example.vn", PASSWORD, first_name=name.title())
        for role, code in roles.items():
            below = writes_below and role == Role.SUPERVISOR
            Membership.objects.create(user=user, unit=units[code], role=role, writes_below=below)
        return user

    return person


@pytest.fixture
def enter(client: Client, land: dict[str, Unit]) -> Callable[..., Client]:
    """Logs somebody in who has a role in a unit of the folder's ``land``."""

    def enter(code: str, role: Role = Role.AUTHOR, **fields: Any) -> Client:
        user = User.objects.create_user(f"u{code}{role}")
        Membership.objects.create(user=user, unit=land[code], role=role, **fields)
        client.force_login(user)
        return client

    return enter
