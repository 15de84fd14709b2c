"""Every view of the desk is named: for people with a role, or for superusers. Nothing slips in unseen."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.urls import URLPattern, get_resolver
from wagtail import blocks
from wagtail.admin.menu import admin_menu
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

from cms.pages.types import MODELS
from cms.tenancy.firewall.named import (
    BY_VIEW,
    CHOSEN,
    IN_ADDRESS,
    IN_BODY,
    IN_QUERY,
    LEFT_TO_VIEWS,
    PLAIN,
)
from cms.tenancy.firewall.owned import _ARE_OWNED
from cms.tenancy.firewall.views import (
    ALLOWED,
    FILES,
    FOR_SUPERUSERS,
    OPEN,
    OURS,
    REFUSED,
    SUPERUSERS_NAMESPACES,
    is_for_roles,
)

UNNAMED = {"test404/", "^.*/$"}  # Wagtail's own page for what does not exist


class View(NamedTuple):
    """A view of the desk: its name with namespaces, its address, and what stands in that."""

    name: str
    route: str
    view: Any
    parameters: frozenset[str]


def views(patterns: Any, namespace: str = "", route: str = "") -> Iterator[View]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield View(
                namespace + (pattern.name or ""),
                here,
                pattern.callback,
                frozenset(pattern.pattern.regex.groupindex),
            )
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from views(pattern.url_patterns, inner, here)


@pytest.fixture(scope="module")
def desk() -> list[View]:
    found = views(get_resolver().url_patterns)
    return [view for view in found if view.route.startswith(("quan-tri/", "tai-lieu/", "media/"))]


def is_listed(name: str) -> bool:
    listed = ALLOWED | FILES | OPEN | FOR_SUPERUSERS | set(REFUSED)
    return name in listed or name.partition(":")[0] in SUPERUSERS_NAMESPACES or name.startswith(OURS)


def test_every_view_is_allowed_or_denied_by_name(desk):
    unlisted = {view.name or view.route for view in desk if not is_listed(view.name)}
    assert {name for name in unlisted if not name.endswith(tuple(UNNAMED))} == set()


def test_every_name_in_the_tables_is_a_view(desk):
    names = {view.name for view in desk}
    assert (ALLOWED | FILES | OPEN | FOR_SUPERUSERS | set(REFUSED)) - names == set()
    assert {name.partition(":")[0] for name in names} >= SUPERUSERS_NAMESPACES


def test_no_name_is_in_two_tables():
    tables = [ALLOWED, FILES, OPEN, FOR_SUPERUSERS, set(REFUSED)]
    assert sum(map(len, tables)) == len(set().union(*tables))
    assert not any(name.partition(":")[0] in SUPERUSERS_NAMESPACES for name in ALLOWED)


def test_everything_in_an_allowed_address_is_known(desk):
    named = {
        (view.name, parameter)
        for view in desk
        if view.name in ALLOWED | set(REFUSED) or view.name.startswith(OURS)
        for parameter in view.parameters
    }
    known = IN_ADDRESS.keys() | PLAIN
    unknown = {(view, parameter) for view, parameter in named if parameter not in known}
    assert unknown - BY_VIEW.keys() - LEFT_TO_VIEWS == set()
    assert named >= LEFT_TO_VIEWS


def test_every_kind_is_known_to_somebody():
    kinds = {*IN_ADDRESS.values(), *BY_VIEW.values(), *IN_BODY.values(), *IN_QUERY.values()}
    assert kinds == set(_ARE_OWNED)


def guard(view: Any) -> Any:
    while view is not None:
        if hasattr(view, "for_unit"):
            return view.for_unit
        view = getattr(view, "__wrapped__", None)
    return None


def test_every_view_of_ours_asks_for_a_role(desk):
    ours = [view for view in desk if view.name.startswith(OURS)]
    assert ours
    assert {view.name for view in ours if guard(view.view) is None} == set()


def chooser_fields(block: blocks.Block, name: str) -> Iterator[str]:
    if isinstance(block, blocks.StreamBlock | blocks.StructBlock):
        for key, child in block.child_blocks.items():
            yield from chooser_fields(child, key)
    elif isinstance(block, blocks.ListBlock):
        yield from chooser_fields(block.child_block, "value")
    elif isinstance(block, blocks.PageChooserBlock | DocumentChooserBlock | ImageChooserBlock):
        yield name


def test_the_body_of_every_chooser_block_is_looked_at():
    fields = {
        name
        for model in MODELS.values()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
        for name in chooser_fields(field.stream_block, field.name)
    }
    assert fields == {"page", "document", "image"}
    assert all(IN_BODY[name] in CHOSEN for name in fields)


def test_the_menu_shows_only_what_is_allowed(person, rf):
    request = rf.get("/")
    request.user, request.session = person("a", admin="30"), {}
    addresses = [item.url for item in admin_menu.menu_items_for_request(request)]
    assert "/quan-tri/pages/" in addresses
    assert not any(
        part in address
        for address in addresses
        for part in ("reports", "settings", "users", "groups", "sites", "collections", "workflows", "don-vi/")
    )


def test_what_superusers_alone_use_is_not_for_roles(desk):
    names = [view.name for view in desk if view.name.partition(":")[0] in SUPERUSERS_NAMESPACES]
    assert len(names) > 60
    assert not any(map(is_for_roles, [*names, *FOR_SUPERUSERS]))
