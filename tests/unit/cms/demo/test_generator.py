"""The content is the same for a seed, plenty, and shows every form of inheritance."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from cms.demo.sample import Calendar, facts, generate
from cms.demo.sample.plan import SECTION_TYPES
from cms.pages.sections import load_sections
from cms.sharing.reach import parse
from cms.sharing.resolve import resolve_all
from cms.sharing.rules import (
    DecisionFacts,
    Override,
    PageFacts,
    SectionChoice,
    SectionMode,
    Suspension,
    UnitNode,
)
from cms.sharing.sleeping import refusals
from cms.sharing.world import World
from tests.unit.cms.demo.forests import three_tiers, two_tiers, unit


def world(units, lines):
    """What the rules of inheritance see once the lines are in: drafts and pages out of their time are not."""
    numbers = {unit.code: number for number, unit in enumerate(units)}
    live = [line for line in lines if line["kind"] == "page" and shows_at_all(line)]
    ids = {slot(page): number for number, page in enumerate(live)}
    return World(
        units={n: UnitNode(n, u.code, u.tier, numbers.get(u.parent)) for n, u in enumerate(units)},
        pages=tuple(page_facts(page, ids, numbers) for page in live),
        decisions=tuple(decision(line, ids, numbers) for line in lines if line["kind"] == "decision"),
        sections={
            tier: tuple(map(SectionMode, SECTION_TYPES)) for tier in ("province", "district", "commune")
        },
        choices={
            (numbers[line["unit"]], line["section"]): SectionChoice(line["mode"])
            for line in lines
            if line["kind"] == "section"
        },
    )


def shows_at_all(page):
    return page["live"] and "expires_at" not in page and page["published_at"] < "2080"


def slot(line):
    return line["unit"], line["section"], line["slug"]


def page_facts(page, ids, numbers):
    reach = page.get("reach", "own")
    if isinstance(reach, dict) and "tiers" not in reach:
        reach = {kind: [numbers[code] for code in codes] for kind, codes in reach.items()}
    return PageFacts(
        ids[slot(page)],
        numbers[page["unit"]],
        page["section"],
        page["slug"],
        reach=parse(reach),
        strength=page.get("strength", "default"),
        locked=frozenset(page.get("locked", ())),
    )


def decision(line, ids, numbers):
    override, suspend = line.get("override"), line.get("suspend")
    return DecisionFacts(
        numbers[line["unit"]],
        ids[slot(line["page"])],
        hide=line.get("hide", False),
        adopt=line.get("adopt", False),
        override=override and Override(override["fields"], override["reach"]),
        suspension=suspend and Suspension(suspend["since"], suspend["fields"]),
    )


@pytest.fixture(scope="module")
def hai_duong():
    units = three_tiers()
    return units, list(generate(units, seed=1))


@pytest.fixture(scope="module")
def resolved(hai_duong):
    return resolve_all(world(*hai_duong))


def test_a_seed_gives_the_same_lines_and_another_seed_others():
    units = three_tiers(2, 6)
    assert list(generate(units, 3)) == list(generate(units, 3))
    assert list(generate(units, 3)) != list(generate(units, 4))


def test_content_of_today_is_the_same_the_whole_day_and_never_of_tomorrow():
    today = Calendar(date(2026, 11, 22), lean=3)
    lines = list(generate(three_tiers(2, 6), 3, calendar=today))
    assert lines == list(generate(three_tiers(2, 6), 3, calendar=today))
    dated = [moment for line in lines for moment in _moments(line) if moment < "2080"]
    assert max(dated).startswith("2026-11-2")
    assert max(dated) < "2026-11-23"
    assert min(dated) > "2025-07"


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 2, 2), date(2026, 6, 15)])
def test_a_site_has_one_schedule_a_week_and_plans_are_made_early_in_their_year(today):
    lines = list(generate(three_tiers(2, 6), 3, calendar=Calendar(today, lean=3, weeks=2)))
    pages = [line for line in lines if line["kind"] == "page"]
    weeks = Counter((page["unit"], page["week"]) for page in pages if page["type"] == "schedule")
    assert len(weeks) == 2 * 9
    assert set(weeks.values()) == {1}
    plan = re.compile("(Kế hoạch|Phương án|Quyết định giao).* năm 20")
    plans = [page for page in pages if plan.match(page["title"])]
    issued = [(date.fromisoformat(page["issued_on"]), page["title"]) for page in plans]
    assert len(issued) > 5
    assert [title for day, title in issued if f"năm {day.year}" in title and day.month > 5] == []


def _moments(line):
    suspended = line.get("suspend") or {}
    found = (line.get("published_at"), line.get("expires_at"), suspended.get("since"))
    return [moment for moment in found if moment]


def test_most_sections_are_up_to_date_and_some_are_not():
    """By the limits of the tiers' sections, where the completeness board has them from."""
    units, last = three_tiers(), date(2026, 11, 22)
    lines = list(generate(units, seed=1, calendar=Calendar(last, lean=3)))
    found = world(units, lines)
    published = [line["published_at"] for line in lines if line["kind"] == "page" and shows_at_all(line)]
    fresh = Counter()
    for unit_, pages in resolve_all(found).items():
        for section in load_sections(found.units[unit_].tier):
            days = [
                published[page.page.id] for page in pages if page.shown and page.page.section == section.key
            ]
            limit = last - timedelta(days=section.stale_after_days or 1000)
            fresh[max(days)[:10] >= limit.isoformat()] += 1
    assert 0.7 < fresh[True] / fresh.total() < 0.95


def test_every_site_shows_about_sixty_pages(resolved):
    shown = {number: sum(page.shown for page in pages) for number, pages in resolved.items()}
    assert min(shown.values()) >= 59
    assert sum(shown.values()) >= 13_000


def test_every_section_shows_pages_on_every_site(resolved):
    for pages in resolved.values():
        assert {page.page.section for page in pages if page.shown} == SECTION_TYPES.keys()


def test_every_state_occurs(resolved):
    states = Counter(page.state for pages in resolved.values() for page in pages)
    expected = {
        "own",
        "suspended",
        "overridden",
        "follows",
        "off",
        "offered",
        "hidden",
        "displaced",
        "beaten",
    }
    assert states.keys() == expected


def test_no_decision_is_refused_or_asleep(hai_duong):
    found = world(*hai_duong)
    faults = [refusals(found, found.page_by_id[decision.page], decision) for decision in found.decisions]
    assert len(faults) > 300
    assert not any(faults)


def test_every_form_of_sharing_occurs(hai_duong):
    _, lines = hai_duong
    pages = [line for line in lines if line["kind"] == "page"]
    reaches = {
        str(next(iter(r), r) if isinstance(r, dict) else r) for r in (p.get("reach", "own") for p in pages)
    }
    assert reaches == {"own", "children", "all", "tiers", "units", "below"}
    assert {p.get("strength", "default") for p in pages} == {"mandatory", "default", "offered"}
    assert {line["override"]["reach"] for line in lines if "override" in line} == {"own", "all"}
    assert {line["mode"] for line in lines if line["kind"] == "section"} == {"fill", "own", "locked"}
    for key in ("locked", "deadline", "expires_at"):
        assert any(key in page for page in pages)
    assert any(page["pinned"] for page in pages)
    assert any(not page["live"] for page in pages)
    assert any(page["published_at"] > "2080" for page in pages)


def test_titles_differ_among_sites(hai_duong):
    _, lines = hai_duong
    titles = Counter(line["title"] for line in lines if line["kind"] == "page")
    assert len(titles) > 4000


SMALL = {
    "two tiers": two_tiers(),
    "alone": [unit("30", "province", None)],
    "one below": three_tiers(1, 0),
    "one of each": three_tiers(1, 1),
    "two provinces": three_tiers(2, 5) + two_tiers(3),
    "none": [],
}


@pytest.mark.parametrize("units", SMALL.values(), ids=SMALL)
def test_any_forest_gets_content_that_its_rules_take(units):
    lines = list(generate(units, seed=1))
    resolved = resolve_all(world(units, lines))
    assert all(sum(page.shown for page in pages) >= 40 for pages in resolved.values())


def test_facts_are_invented_and_lasting():
    some = unit("10000", "commune", None)
    assert facts(some) == facts(some)
    assert facts(some).keys() == {"address", "phone", "email", "hours", "leader"}
    assert facts(some)["phone"].startswith("0220 3000 ")
    assert facts(some)["email"].endswith("@u10000.localhost")
