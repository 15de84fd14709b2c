"""Wagtail's permissions on pages, as the roles in units say: no group, and no permission row, a unit.

Home pages and the fronts of sections are made by planting: in a section, units' people add and publish
pages, but neither of the two is theirs to change.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.tenancy.rights import NONE, Verb
from cms.tenancy.roles import is_superuser, rights, unit_of_page, verbs_in
from cms.tenancy.scope import HOME_PATH, NOTHING, pages_where, people_who_may

VERB: Final[dict[str, Verb]] = {
    "add": "write",
    "change": "write",
    "publish": "publish",
    "lock": "publish",
    "unlock": "publish",
}
"""What Wagtail calls the verbs; what is not named here is for superusers, ``bulk_delete`` among it."""

_STANDING: Final = frozenset({"add", "publish"})
_SECTION_DEPTH: Final = 3
_UNITS: Final = "_units_of_homes"


class _Codename(NamedTuple):
    codename: str


class _Grant(NamedTuple):
    """A permission on one page, in the form that Wagtail's tester reads."""

    permission: _Codename
    page: Page


def actions_on(user: Any, page: Page) -> frozenset[str]:
    """Wagtail's actions that a person who is no superuser may do with ``page``; none until it is saved."""
    if not page.path:
        return frozenset()
    verbs = _verbs(user, page)
    actions = frozenset(action for action, verb in VERB.items() if verb in verbs)
    return actions & _STANDING if page.depth <= _SECTION_DEPTH else actions


def _verbs(user: Any, page: Page) -> frozenset[Verb]:
    home = page.path[:HOME_PATH]
    units = user.__dict__.setdefault(_UNITS, {})
    if home not in units:
        own = (unit for unit in rights(user).units if unit.root_page and unit.root_page.path == home)
        units[home] = next(own, None) or unit_of_page(page)
    return verbs_in(user, units[home]) if units[home] else NONE


class UnitPagePolicy(PagePermissionPolicy):
    """Answers Wagtail's questions about pages from the memberships of the user.

    Called with a page, as Wagtail's registry of policies does, it answers for that page alone: what a
    supervisor of thousands of units may do is never listed.
    """

    def __init__(self, model: Any = Page, page: Page | None = None) -> None:
        super().__init__(model=model)
        self._page = page

    def __call__(self, page: Page) -> "UnitPagePolicy":
        """The same policy, which lists what a user may do with ``page``."""
        return type(self)(self._model_or_name, page)

    def get_cached_permissions_for_user(self, user: Any) -> list[_Grant]:
        """What ``user`` may do with the page that the policy was called with; else nothing."""
        if self._page is None or not user.is_active:
            return []
        return [
            _Grant(_Codename(self._get_permission_codename(action)), self._page)
            for action in sorted(actions_on(user, self._page))
        ]

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether ``user`` may do one of ``actions`` with some page."""
        if is_superuser(user):
            return True
        held = rights(user)
        return any(
            held.own_with(VERB[action]) or held.above_with(VERB[action])
            for action in actions
            if action in VERB
        )

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Page) -> bool:
        """Whether ``user`` may do one of ``actions`` with this page."""
        if is_superuser(user):
            return True
        return user.is_active and not actions_on(user, instance).isdisjoint(actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Page]:
        """The pages with which ``user`` may do one of ``actions``."""
        verbs = {VERB[action] for action in actions if action in VERB}
        return self._pages(pages_where(user, *verbs) if verbs or is_superuser(user) else NOTHING)

    def users_with_any_permission(
        self, actions: Iterable[str], include_superusers: bool = True
    ) -> QuerySet[Any]:
        """The people who may do one of ``actions`` with some page."""
        return self._people(actions, None, include_superusers)

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet[Any]:
        """The people who may do one of ``actions`` with this page."""
        unit = unit_of_page(instance)
        people = self._people(actions, unit, include_superusers)
        return people if unit else people.filter(is_superuser=True)

    def instances_with_direct_explore_permission(self, user: Any) -> list[Page]:
        """Where the explorer begins for ``user``."""
        root = self.explorable_root_instance(user)
        return [root] if root else []

    def explorable_root_instance(self, user: Any) -> Page | None:
        """The home page of the one unit of ``user``; the root for those who see several; else None."""
        if not hasattr(user, self._explorable_root_instance_cache_name):
            setattr(user, self._explorable_root_instance_cache_name, self._root(user))
        return getattr(user, self._explorable_root_instance_cache_name)

    def _root(self, user: Any) -> Page | None:
        held = rights(user)
        if is_superuser(user) or len(held.units) > 1 or held.below:
            return Page.get_first_root_node()
        return held.units[0].root_page if held.units else None

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """The pages that ``user`` sees in the explorer."""
        if is_superuser(user):
            return self._pages(Q())
        root = self.explorable_root_instance(user)
        above = Q(depth=1) if root and root.depth == 1 else NOTHING
        return self._pages(pages_where(user, "see") | above)

    def _pages(self, condition: Q) -> QuerySet[Page]:
        return self.model.objects.filter(condition)

    def _people(self, actions: Iterable[str], unit: Any, superusers: bool) -> QuerySet[Any]:
        people = people_who_may("publish", unit, superusers=superusers).none()
        for verb in {VERB[action] for action in actions if action in VERB}:
            people |= people_who_may(verb, unit, superusers=superusers)
        return people
