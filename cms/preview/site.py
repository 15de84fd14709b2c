"""A unit's site as it would be with a draft in the place of the page that is live."""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from build.config import load
from build.render.lone_page import page_html
from build.snapshot.schema import Document, UnitSnapshot, documents_used
from build.snapshot.store import decode_document
from cms.pages.sections import load_sections
from cms.preview.draft import Draft
from cms.publishing.looks import looks_of
from cms.publishing.old_addresses import addresses_left
from cms.publishing.unit_snapshot import Given, links_out, sections_for_sites, unit_snapshots
from cms.publishing.urgent import settled
from cms.publishing.writing import kept_documents
from cms.sharing.load import load_chain_world, load_modes
from cms.sharing.models import Document as StoredDocument
from cms.sharing.models import LivePage
from cms.sharing.resolve import Resolved, resolve_unit
from cms.sharing.rules import UnitNode
from cms.sharing.world import World
from cms.units.models import Unit


class Seen(NamedTuple):
    """The draft at one unit: ``html`` as it would be deployed there, None where it would not be shown.

    ``found`` says what the rules make of it, None where it does not come as far as the unit.
    """

    html: bytes | None
    found: Resolved | None
    world: World


def seen_at(draft: Draft, unit: Unit) -> Seen:
    """What the site of ``unit``, the draft's own or one below, would show of the draft.

    The number of queries depends on neither units nor pages, only on the number of tiers.
    """
    world = _world(draft, unit.pk)
    found = next((one for one in resolve_unit(world, unit.pk) if one.page.id == draft.facts.id), None)
    if found is None or not found.shown:
        return Seen(None, found, world)
    snapshot = _snapshot(draft, unit.pk, world)
    config = replace(load(), site_url=settings.SITE_URL)
    facts = draft.facts
    return Seen(
        page_html(snapshot, _documents(snapshot, draft), facts.section, facts.slug, config), found, world
    )


def _world(draft: Draft, unit: int, beyond: Collection[int] = ()) -> World:
    """The chain of the unit and what is directly below it, with the draft among the pages."""
    world = load_chain_world({unit, *beyond})
    below = Unit.objects.in_force().filter(parent=unit)
    children = [UnitNode(*row) for row in below.values_list("id", "code", "tier", "parent_id")]
    units = {**world.units, **{node.id: node for node in children}}
    others = (page for page in world.pages if page.id != draft.facts.id)
    modes = load_modes({node.tier for node in units.values()})
    return replace(world, units=units, pages=(*others, draft.facts), sections=modes)


def _snapshot(draft: Draft, unit: int, world: World) -> UnitSnapshot:
    given = _given(draft, world)
    codes = {target.partition("/")[0] for target in links_out(world, given, [unit])}
    codes -= {node.code for node in world.units.values()}
    if codes:
        beyond = Unit.objects.in_force().filter(code__in=codes).values_list("pk", flat=True)
        world = _world(draft, unit, tuple(beyond))
        given = _given(draft, world)
    (snapshot,) = unit_snapshots(world, given, [unit])
    return snapshot


def _given(draft: Draft, world: World) -> Given:
    """Of links only the draft's own: where those of other pages lead is of no matter here."""
    return Given(
        units=Unit.objects.in_bulk(world.units),
        sections={tier: sections_for_sites(load_sections(tier)) for tier in world.sections},
        links={draft.facts.id: draft.links},
        address=lambda hostname, path: settings.SITE_URL.format(hostname=hostname) + path,
        left=addresses_left(LivePage.objects.filter(unit__in=world.units).values("page")),
        settled=settled(world.pages, timezone.now()),
        kept=kept_documents(world),
        looks=looks_of(world.units),
    )


def _documents(snapshot: UnitSnapshot, draft: Draft) -> dict[str, Document]:
    rows = StoredDocument.objects.filter(hash__in=documents_used(snapshot.shown))
    stored = {name: decode_document(bytes(payload)) for name, payload in rows.values_list("hash", "payload")}
    return {**stored, draft.facts.document: draft.document}
