"""The world as the loader reads it: what takes part, and in how many queries."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Q

from cms.sharing.load import load_chain_world, load_world
from cms.sharing.models import LivePage
from cms.sharing.resolve import resolve_unit
from cms.units.models import Unit
from tests.integration.cms.exchange.content import import_lines, make_units
from tests.unit.cms.sharing.examples import C, D, E, F, P, decision, override, page, section

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("pages", "communes"), [(1, 1), (60, 1), (1, 20)])
def test_the_number_of_queries_does_not_grow(tmp_path, make_unit, pages, communes, django_assert_num_queries):
    above = make_units()[F]
    below = [make_unit(f"106{number:02}", "commune", above).code for number in range(communes)]
    lines = [page(unit, f"p{number}", reach="all") for unit in (P, D, F, *below) for number in range(pages)]
    decisions = [decision(unit, P, f"p{number}", hide=True) for unit in below for number in range(pages)]
    import_lines(tmp_path, [*lines, *decisions, *(section(unit, "own") for unit in below)])
    with django_assert_num_queries(4):
        world = load_world()
    assert len(world.units) == 5 + communes
    assert len(world.pages) == (3 + communes) * pages
    assert len(world.decisions) == communes * pages
    assert len(world.choices) == communes


def test_a_page_takes_part_from_its_day_until_it_expires(tmp_path):
    make_units()
    import_lines(
        tmp_path,
        [
            page(P, "undated"),
            page(P, "dated", published_at="2025-03-01T00:00:00Z", expires_at="2025-04-01T00:00:00Z"),
        ],
    )

    def slugs(*day):
        return {found.slug for found in load_world(now=datetime(*day, tzinfo=UTC)).pages}

    assert slugs(2025, 2, 28) == {"undated"}
    assert slugs(2025, 3, 1) == {"undated", "dated"}
    assert slugs(2025, 4, 1) == {"undated"}


def test_the_units_are_those_of_the_day(tmp_path):
    units = make_units()
    import_lines(tmp_path, [page(D, reach="all")])
    Unit.objects.filter(code__in=[D, C]).update(valid_to=date(2020, 1, 1))
    world = load_world(on=date(2020, 1, 1))
    assert {unit.code for unit in world.units.values()} == {P, F, E}
    # E was not moved: with D closed there is nobody above it, and D's page is gone.
    assert world.units[units[E].id].parent is None
    assert not world.page_by_id
    assert len(load_world(on=date(2019, 12, 31)).units) == 5


def test_every_part_of_a_page_and_a_decision_is_read(tmp_path):
    units = make_units()
    lines = [
        page(
            P,
            reach={"below": [D]},
            strength="offered",
            locked=["contact"],
            pinned=True,
            published_at="2024-10-10T08:00:00+07:00",
            deadline="2025-01-01T00:00:00Z",
        ),
        decision(
            C,
            hide=True,
            adopt=True,
            override=override("all", hours="x"),
            suspend={"since": "2024-11-01T00:00:00Z", "fields": {"title": "kept"}},
        ),
        {**section(C, "fill"), "order": "own_first"},
    ]
    import_lines(tmp_path, lines)
    world = load_world()
    (facts,), (decided,) = world.pages, world.decisions
    assert (facts.reach.kind, facts.reach.entries) == ("below", (units[D].id,))
    assert (facts.strength, facts.locked, facts.pinned) == ("offered", frozenset({"contact"}), True)
    assert facts.published_at == datetime(2024, 10, 10, 1, tzinfo=UTC)
    assert facts.deadline == datetime(2025, 1, 1, tzinfo=UTC)
    assert facts.document == LivePage.objects.get().document_id
    assert (decided.hide, decided.adopt) == (True, True)
    assert (decided.override.fields, decided.override.reach) == ({"hours": "x"}, "all")
    assert decided.suspension.since == datetime(2024, 11, 1, tzinfo=UTC)
    assert decided.suspension.fields == {"title": "kept"}
    choice = world.choices[units[C].id, "thong-bao"]
    assert (choice.mode, choice.order) == ("fill", "own_first")


def test_a_units_chain_is_world_enough_for_its_own_answers(tmp_path):
    units = make_units()
    import_lines(
        tmp_path,
        [
            *(page(unit, slug, reach="all") for unit in (P, D, F, C, E) for slug in ("a", unit)),
            page(P, "below", reach={"below": [D]}),
            page(P, "chosen", reach={"units": [C]}, strength="offered"),
            page(P, "must", reach="children", strength="mandatory"),
            decision(D, P, "a", override=override("all", contact="D's")),
            decision(C, P, "below", hide=True),
            decision(C, P, "chosen", adopt=True),
            section(E, "own"),
        ],
    )
    whole = load_world()
    for unit in units.values():
        assert resolve_unit(load_chain_world([unit.id]), unit.id) == resolve_unit(whole, unit.id)
    several = load_chain_world([units[C].id, units[F].id])
    assert several.units.keys() == {units[code].id for code in (C, D, P, F)}
    assert resolve_unit(several, units[F].id) == resolve_unit(whole, units[F].id)


@pytest.mark.parametrize("others", [0, 40])
def test_a_chain_costs_the_same_whatever_there_is_beside_it(tmp_path, others, django_assert_num_queries):
    units = make_units()
    siblings = [page(E, f"p{number}") for number in range(others)]
    import_lines(tmp_path, [*siblings, *(page(P, f"p{number}", reach="all") for number in range(others + 1))])
    with django_assert_num_queries(6):
        world = load_chain_world([units[C].id])
    assert {found.unit for found in world.pages} == {units[P].id}


def test_a_chain_can_be_limited_to_some_pages(tmp_path):
    units = make_units()
    import_lines(tmp_path, [page(P, "a", reach="all"), page(P, "b", reach="all")])
    world = load_chain_world([units[C].id], pages=Q(slug="b"))
    assert [found.slug for found in world.pages] == ["b"]


def test_the_chain_of_a_closed_unit_is_empty(tmp_path):
    units = make_units()
    Unit.objects.filter(code=C).update(valid_to=date(2020, 1, 1))
    assert not load_chain_world([units[C].id]).units
