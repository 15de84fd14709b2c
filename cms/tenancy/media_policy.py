"""Wagtail's permissions on pictures and documents: each lies in the collection of its unit.

A unit's people choose, add and change what is their own unit's; a supervisor opens what lies below, and
chooses nothing there. What lies in no unit's collection is for superusers.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.base import BasePermissionPolicy

from cms.tenancy.models import UnitCollection
from cms.tenancy.roles import is_superuser, rights
from cms.tenancy.scope import people_who_may, units_where
from cms.units.models import Unit

WRITING: Final = frozenset({"add", "change", "delete", "choose"})


def collection_of(unit: Unit) -> Collection:
    """Where the pictures and documents of ``unit`` lie; made when it is first asked for."""
    kept = UnitCollection.objects.filter(unit=unit).select_related("collection").first()
    return kept.collection if kept else _make_collection(unit)


@transaction.atomic
def _make_collection(unit: Unit) -> Collection:
    root = Collection.objects.select_for_update().get(depth=1)  # one is added at a time
    kept = UnitCollection.objects.filter(unit=unit).select_related("collection").first()
    if kept:
        return kept.collection
    collection = root.add_child(name=f"{unit.full_name} ({unit.code})")
    UnitCollection.objects.create(unit=unit, collection=collection)
    return collection


def own_collections(user: Any) -> QuerySet[Collection]:
    """The collections of the units in which ``user`` writes, roles above them not counted."""
    held = rights(user)
    writing = held.own_with("write")
    kept = UnitCollection.objects.filter(unit__in=writing)
    if len(writing) > kept.count():
        for unit in held.units:
            if unit.pk in writing:
                collection_of(unit)
    return Collection.objects.filter(pk__in=kept.values("collection"))


def may_open(user: Any, collection: int) -> bool:
    """Whether ``user`` may look at what lies in this collection."""
    if is_superuser(user):
        return True
    return UnitCollection.objects.filter(collection=collection, unit__in=units_where(user, "see")).exists()


class UnitMediaPolicy(BasePermissionPolicy):
    """Answers Wagtail's questions about pictures or documents from the memberships of the user."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether ``user`` may do ``action`` with some of them."""
        return is_superuser(user) or (action in WRITING and bool(rights(user).own_with("write")))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether ``user`` may do ``action`` with this one."""
        if is_superuser(user):
            return True
        return action in WRITING and own_collections(user).filter(pk=instance.collection_id).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Those with which ``user`` may do one of ``actions``."""
        everything = self.model.objects.all()
        if is_superuser(user):
            return everything
        return everything.filter(collection__in=self.collections_user_has_any_permission_for(user, actions))

    def collections_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Collection]:
        """The collections in which ``user`` may do one of ``actions``."""
        if is_superuser(user):
            return Collection.objects.all()
        return own_collections(user) if WRITING.intersection(actions) else Collection.objects.none()

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        """The collections in which ``user`` may do ``action``."""
        return self.collections_user_has_any_permission_for(user, [action])

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """The people who may do one of ``actions`` with some of them."""
        people = people_who_may("write")
        return people if WRITING.intersection(actions) else people.filter(is_superuser=True)

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Any]:
        """The people who may do one of ``actions`` with this one."""
        kept = UnitCollection.objects.filter(collection=instance.collection_id).select_related("unit").first()
        people = people_who_may("write", kept.unit if kept else None)
        return people if kept and WRITING.intersection(actions) else people.filter(is_superuser=True)


class SuperusersOnly(BasePermissionPolicy):
    """For what Wagtail shares between all: collections as such, workflows, tasks, sites."""

    def user_has_permission(self, user: Any, action: str) -> bool:  # noqa: ARG002
        """Whether ``user`` is a superuser."""
        return is_superuser(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:  # noqa: ARG002
        """The superusers."""
        return people_who_may("administer").filter(Q(is_superuser=True))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:  # noqa: ARG002
        """All for superusers, none for others."""
        everything = self.model.objects.all()
        return everything if is_superuser(user) else everything.none()

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Any]:
        """All for superusers, none for others; nobody deletes the root collection."""
        found = self.instances_user_has_any_permission_for(user, [action])
        return found.exclude(depth=1) if action == "delete" and self.model is Collection else found
