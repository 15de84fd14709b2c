"""The forecast against what the rules say before and after."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from cms.editors.forecast import forecast
from cms.sharing.resolve import resolve_all
from cms.sharing.rules import DecisionFacts, PageFacts, Reach, SectionMode, UnitNode
from cms.sharing.world import World
from tests.conftest import figure
from tests.unit.cms.sharing.worlds import SECTIONS, new_page, our_page, ours, plain_world, seeds

pytestmark = pytest.mark.soak


def sites(world):
    """What each site has."""
    return {unit: [one for one in found if one.shown] for unit, found in resolve_all(world).items()}


@settings(max_examples=figure(400, 4000), deadline=None)
@given(seeds)
def test_the_sites_it_names_are_those_that_change(seed):
    random = Random(seed)
    plain = plain_world(random)
    world = ours(plain)
    numbers = {code: place for place, code in enumerate(plain["units"])}
    old = random.choice(plain["pages"])
    is_new = random.random() < 0.4
    others = tuple(page for page in world.pages if page.id != old["id"])
    before = replace(world, pages=others) if is_new else world
    slot = old["unit"], old["section"] if is_new else random.choice(SECTIONS), old["slug"]
    page = replace(our_page(new_page(random, list(plain["units"]), old["id"], slot), numbers), document="new")
    if any((one.unit, one.section, one.slug) == (page.unit, page.section, page.slug) for one in others):
        return
    after = replace(world, pages=(*others, page))
    was, will = sites(before), sites(after)
    found = forecast(before, page)
    assert found.sites == {unit for unit in was if was[unit] != will[unit]}
    assert set(found.shown) == {
        unit for unit in will if unit != page.unit and page.id in [one.page.id for one in will[unit]]
    }
    assert found.leaving == {
        unit
        for unit in was
        if page.id in [one.page.id for one in was[unit]] and page.id not in [o.page.id for o in will[unit]]
    }
    assert found.displaced == {
        unit
        for unit, answers in resolve_all(after).items()
        for one in answers
        if one.state == "displaced" and one.winner.id == page.id
    }


P, D, C, E = 1, 2, 3, 4
LAND = {
    P: UnitNode(P, "30", "province"),
    D: UnitNode(D, "290", "district", P),
    C: UnitNode(C, "10546", "commune", D),
    E: UnitNode(E, "10549", "commune", D),
}
NEW = PageFacts(9, P, "thong-bao", "a", reach=Reach("all"))
SECTIONS_OF = {tier: (SectionMode("thong-bao"),) for tier in ("province", "district", "commune")}


def world(*pages, decisions=()):
    return World(LAND, pages, decisions, SECTIONS_OF)


def test_a_unit_whose_own_page_lies_at_the_slot_keeps_it_unless_the_new_one_is_mandatory():
    own = PageFacts(8, C, "thong-bao", "a")
    found = forecast(world(own), NEW)
    assert (found.covered, found.displaced, found.sites) == ([C], frozenset(), {P, D, E})
    found = forecast(world(own), replace(NEW, strength="mandatory"))
    assert (found.covered, found.displaced, found.sites) == ([], {C}, {P, D, C, E})


def test_a_unit_that_hid_it_is_named_and_does_not_change():
    found = forecast(world(NEW, decisions=[DecisionFacts(C, 9, hide=True)]), replace(NEW, document="x"))
    assert found.at("hidden") == [C]
    assert found.sites == {P, D, E}


def test_what_is_offered_shows_nowhere_below_yet():
    found = forecast(world(), replace(NEW, strength="offered"))
    assert found.at("offered") == [D, C, E]
    assert found.sites == {P}


def test_a_reach_that_shrinks_takes_the_page_from_sites():
    found = forecast(world(NEW), replace(NEW, reach=Reach("units", (C,))))
    assert found.leaving == {D, E}
    assert found.shown == [C]
