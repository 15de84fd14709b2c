"""The inverse against brute force: a unit outside it answers the same before and after a change."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from cms.sharing import affected
from cms.sharing.resolve import resolve_all
from tests.conftest import figure
from tests.unit.cms.sharing.worlds import (
    SECTIONS,
    new_decision,
    new_page,
    our_decision,
    our_page,
    ours,
    plain_world,
    seeds,
)

pytestmark = pytest.mark.soak


def changed(before, after):
    """The units whose answer differs, by resolving everything twice."""
    old, new = resolve_all(before), resolve_all(after)
    return {unit for unit in old if old[unit] != new[unit]}


def numbers(plain):
    return {code: place for place, code in enumerate(plain["units"])}


@settings(max_examples=figure(400, 4000), deadline=None)
@given(seeds)
def test_a_page_that_changes_comes_or_goes(seed):
    random = Random(seed)
    plain = plain_world(random)
    world, old = ours(plain), random.choice(plain["pages"])
    slot = old["unit"], old["section"], old["slug"]
    after = new_page(random, list(plain["units"]), old["id"], slot)
    pages = {side: our_page(page, numbers(plain)) for side, page in (("old", old), ("new", after))}
    others = tuple(page for page in world.pages if page.id != old["id"])
    without = replace(world, pages=others)
    edited = replace(world, pages=(*others, pages["new"]))
    by_old, by_new = affected.of_page(world, pages["old"]), affected.of_page(edited, pages["new"])
    assert changed(world, edited) <= by_old | by_new
    assert changed(world, without) == by_old
    assert changed(without, edited) == by_new


@settings(max_examples=figure(400, 4000), deadline=None)
@given(seeds)
def test_a_decision_that_changes_or_is_taken_back(seed):
    random = Random(seed)
    plain = plain_world(random)
    world = ours(plain)
    unit, page = random.choice(list(plain["units"])), random.choice(plain["pages"])["id"]
    new = our_decision(new_decision(random, unit, page), numbers(plain))
    others = tuple(d for d in world.decisions if (d.unit, d.page) != (new.unit, page))
    without, edited = replace(world, decisions=others), replace(world, decisions=(*others, new))
    assert changed(without, edited) <= affected.of_decision(edited, new)
    for old in world.decisions:
        if old not in others:
            assert changed(world, edited) <= affected.of_decision(world, old) | affected.of_decision(
                edited, new
            )


@settings(max_examples=figure(200, 2000), deadline=None)
@given(seeds)
def test_a_section_setting_is_its_units_alone(seed):
    random = Random(seed)
    plain = plain_world(random)
    world = ours(plain)
    unit, section = random.choice(list(world.units)), random.choice(SECTIONS)
    choices = {key: choice for key, choice in world.choices.items() if key != (unit, section)}
    assert changed(world, replace(world, choices=choices)) <= affected.of_section(world, unit, section)


@pytest.mark.parametrize("settings", [{"reach": "own"}, {"reach": "all", "strength": "mandatory"}])
def test_a_sleeping_decision_reaches_nobody(settings):
    random = Random(1)
    plain = plain_world(random)
    page = {**plain["pages"][0], **settings}
    plain["pages"] = [page]
    world = ours(plain)
    for code in plain["units"]:
        decision = our_decision(new_decision(random, code, page["id"]), numbers(plain))
        assert affected.of_decision(world, decision) == set()


def test_a_units_name_stands_on_the_sites_above_and_below():
    plain = {**plain_world(Random(1)), "units": {}, "pages": [], "decisions": [], "choices": {}}
    for code, parent, tier in (("P", None, 0), ("D", "P", 1), ("F", "P", 1), ("C", "D", 2), ("E", "D", 2)):
        plain["units"][code] = {"parent": parent, "tier": ["province", "district", "commune"][tier]}
    world, number = ours(plain), numbers(plain)
    assert affected.of_name(world, number["D"]) == {number[code] for code in "PDCE"}
    assert affected.of_facts(world, number["D"]) == {number["D"]}
