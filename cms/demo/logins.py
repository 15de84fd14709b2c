"""People to try the desk as: an administrator, and editors of one unit of each tier.

Their names begin with ``mau-`` (sample): nobody else's account is ever touched.
"""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from django.contrib.auth.models import Group, Permission, User
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.units.models import Unit

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")
MEDIA_PERMISSIONS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)


class Login(NamedTuple):
    """A person's way in. The password is new each time the demo runs."""

    username: str
    password: str
    what: str


def make_logins(codes: Sequence[str]) -> list[Login]:
    """An administrator of everything, and an editor of each unit in ``codes``."""
    administrator = _login("mau-quan-tri", "administrator of everything", superuser=True)
    return [administrator, *(_editor(Unit.objects.with_code(code)) for code in codes)]


def _editor(unit: Unit) -> Login:
    group = _group(unit)
    login = _login(f"mau-bien-tap-{unit.code}", f"editor of {unit.full_name}")
    User.objects.get(username=login.username).groups.set([group])
    return login


def _group(unit: Unit) -> Group:
    group, _ = Group.objects.get_or_create(name=f"Biên tập {unit.full_name} ({unit.code})")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=unit.root_page, permission=permission)
    collection = _collection(unit)
    for permission in Permission.objects.filter(codename__in=MEDIA_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
    return group


def _collection(unit: Unit) -> Collection:
    name = f"{unit.full_name} ({unit.code})"
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=name).first() or root.add_child(name=name)


def _login(username: str, what: str, *, superuser: bool = False) -> Login:
    user, _ = User.objects.get_or_create(username=username)
    password = secrets.token_urlsafe(9)
    user.set_password(password)
    user.is_staff = user.is_superuser = superuser
    user.save()
    return Login(username, password, what)
