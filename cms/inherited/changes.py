"""What those above changed in a field after a unit had changed the same field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from build.snapshot.page_types import PAGE_TYPES, FieldKind
from build.snapshot.schema import Document
from cms.sharing.fields import values_beneath
from cms.sharing.load import load_chain_world
from cms.sharing.models import Decision
from cms.sharing.published import documents_of
from cms.sharing.rules import DecisionFacts, PageFacts
from cms.sharing.world import World


@dataclass(frozen=True, slots=True)
class Changed:
    """One field: what it said when the unit changed it, what those above say now, and what the unit says.

    ``by`` is the unit that it comes from now.
    """

    page: PageFacts
    field: str
    kind: FieldKind
    base: Any
    theirs: Any
    mine: Any
    by: int


def changes_at(world: World, unit: int, documents: Mapping[int, Document]) -> list[Changed]:
    """Every such field of the unit's overrides that count; ``documents`` by the number of the page."""
    return [
        found
        for decision in world.decisions
        if decision.unit == unit
        and (page := world.page_by_id.get(decision.page))
        and page.id in documents
        and page.strength != "mandatory"
        and world.reaches(page, unit)
        for found in _changes(world, page, decision, documents[page.id])
    ]


def _changes(world: World, page: PageFacts, decision: DecisionFacts, document: Document) -> list[Changed]:
    override = decision.override
    if override is None:
        return []
    stands = beneath(world, page, decision.unit, document.fields)
    kinds = PAGE_TYPES[document.type]
    return [
        Changed(page, name, kinds[name], override.base[name], theirs, mine, by)
        for name, mine in override.fields.items()
        if name in override.base and name in kinds and not page.locks(name)
        for theirs, by in (stands[name],)
        if theirs not in (override.base[name], mine)
    ]


def beneath(
    world: World, page: PageFacts, unit: int, origin: Mapping[str, Any]
) -> dict[str, tuple[Any, int]]:
    """What each field would say at ``unit`` without its own override, and the unit that this comes from.

    ``origin`` are the fields as the page's document has them.
    """
    values = values_beneath(world, page, unit)
    stands = {name: (value, page.unit) for name, value in origin.items()}
    return stands | {name: (found.value, found.unit) for name, found in values.items()}


def load_changes(unit: int, page: int | None = None) -> tuple[World, list[Changed]]:
    """The changes that wait for ``unit``, or those of one page, and the world that they are in.

    In a number of queries that is the same whatever there is.
    """
    rows = Decision.objects.filter(unit=unit).exclude(override_base=None)
    pages = list(rows.values_list("page_id", flat=True)) if page is None else [page]
    world = load_chain_world([unit], pages=Q(page__in=pages))
    return world, changes_at(world, unit, documents_of(pages))
