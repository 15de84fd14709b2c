"""Present, inherited, stale or missing: as the board's table says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.snapshot.tier_file import SectionSpec
from cms.board.states import STATES, Totals, items, totals
from cms.sharing.resolve import Resolved
from cms.sharing.rules import PageFacts

TODAY = date(2026, 11, 22)
UNIT, ABOVE = 5, 1
WEEKLY = SectionSpec(key="lich", title="Lịch", types=("notice",), stale_after_days=10)
STANDING = SectionSpec(key="gop-y", title="Góp ý", types=("notice",), legal_basis="Điều 4")


def page(unit=UNIT, age=0, *, section="lich", state="own", dated=True, **more):
    moment = datetime(2026, 11, 22, 3, tzinfo=UTC) - timedelta(days=age)
    facts = PageFacts(id=1, unit=unit, section=section, slug="a", published_at=moment if dated else None)
    return Resolved(facts, state, "", **more)


def above(age=0, **more):
    return page(ABOVE, age, **{"state": "follows", **more})


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ([], "missing"),
        ([page(age=0)], "present"),
        ([page(age=10)], "present"),
        ([page(age=11)], "stale"),
        ([above(age=10)], "inherited"),
        ([above(age=11)], "stale"),
        ([page(age=3), above(age=0)], "present"),
        ([page(age=30), above(age=0)], "inherited"),
        ([page(age=30), above(age=30)], "stale"),
        ([page(dated=False)], "stale"),
        ([page(state="displaced")], "missing"),
        ([above(state="hidden")], "missing"),
        ([above(state="offered")], "missing"),
        ([above(state="overridden")], "inherited"),
        ([above(age=0, state="suspended", suspended_since=datetime(2026, 1, 1, tzinfo=UTC))], "stale"),
        ([page(section="khac")], "missing"),
    ],
)
def test_the_state_of_a_section_with_a_limit_of_ten_days(found, state):
    (item,) = items(UNIT, found, [WEEKLY], TODAY)
    assert item.state == state


@pytest.mark.parametrize("found", [page(age=4000, section="gop-y"), page(dated=False, section="gop-y")])
def test_without_a_limit_nothing_is_stale(found):
    (item,) = items(UNIT, [found], [STANDING], TODAY)
    assert (item.state, item.due) == ("present", None)


def test_an_edit_that_went_live_is_a_change():
    old = page(age=100)
    edited = PageFacts(
        id=1,
        unit=UNIT,
        section="lich",
        slug="a",
        published_at=old.page.published_at,
        modified_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    (item,) = items(UNIT, [Resolved(edited, "own", "")], [WEEKLY], TODAY)
    assert (item.state, item.newest, item.due) == ("present", date(2026, 11, 20), date(2026, 12, 1))


def test_it_says_what_is_there_and_what_the_law_asks_for():
    found = [page(age=1), above(age=0), above(age=2)]
    lich, gop_y = items(UNIT, found, [WEEKLY, STANDING], TODAY)
    assert (lich.own, lich.inherited, lich.newest, lich.required) == (1, 2, TODAY, False)
    assert (gop_y.state, gop_y.newest, gop_y.required) == ("missing", None, True)


def test_sections_come_in_the_order_of_the_site():
    assert [item.section.key for item in items(UNIT, [], [STANDING, WEEKLY], TODAY)] == ["gop-y", "lich"]


def test_totals():
    counted = totals(items(UNIT, [page()], [WEEKLY, STANDING], TODAY))
    assert (counted.present, counted.missing, counted.all, counted.share) == (1, 1, 2, 50)
    assert totals([]).share == 0


@pytest.mark.parametrize(
    ("present", "missing", "share"),
    [(10, 5, 67), (1, 2, 33), (1, 7, 13), (0, 3, 0), (1, 999, 1), (999, 1, 99), (3, 0, 100)],
)
def test_the_share_is_rounded_and_never_to_none_or_all(present, missing, share):
    assert Totals(present=present, missing=missing).share == share


@given(
    st.lists(st.tuples(st.sampled_from([UNIT, ABOVE]), st.integers(0, 40)), max_size=6), st.integers(0, 40)
)
def test_time_alone_only_makes_it_worse(pages, days):
    found = [page(unit, age) if unit == UNIT else above(age) for unit, age in pages]
    (now,) = items(UNIT, found, [WEEKLY], TODAY)
    (later,) = items(UNIT, found, [WEEKLY], TODAY + timedelta(days=days))
    assert STATES.index(later.state) >= STATES.index(now.state)
    assert (later.state == "stale") == (later.due is not None and TODAY + timedelta(days=days) >= later.due)
