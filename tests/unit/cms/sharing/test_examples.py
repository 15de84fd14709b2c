"""The worked examples on the pure core."""

import pytest

from cms.sharing.explain import explain
from cms.sharing.reach import parse
from cms.sharing.rules import (
    DecisionFacts,
    Override,
    PageFacts,
    SectionChoice,
    SectionMode,
    Suspension,
    UnitNode,
)
from cms.sharing.world import World
from tests.unit.cms.sharing.examples import EXAMPLES, SECTION, UNITS, Example

NUMBER = {code: int(code) for code in UNITS}


def lines_in_force(example: Example) -> list[dict]:
    """The lines that count after the last step: a later one replaces an earlier one."""
    by_key = {}
    for line in (line for step in example.steps for line in step):
        key = (line["kind"], line["unit"], line.get("slug"), str(line.get("page")))
        by_key[key] = line
    return list(by_key.values())


def world_of(example: Example) -> World:
    lines = lines_in_force(example)
    units = {code: facts for code, facts in UNITS.items() if code not in example.closed}
    pages = [line for line in lines if line["kind"] == "page" and line["live"]]
    ids = {(line["unit"], line["slug"]): place for place, line in enumerate(pages)}
    return World(
        units={NUMBER[code]: _unit(code, facts, example) for code, facts in units.items()},
        pages=tuple(_page(line, ids) for line in pages),
        decisions=tuple(
            _decision(line, ids[line["page"]["unit"], line["page"]["slug"]])
            for line in lines
            if line["kind"] == "decision"
        ),
        sections={tier: (SectionMode(SECTION),) for tier in ("province", "district", "commune")},
        choices={
            (NUMBER[line["unit"]], SECTION): SectionChoice(line["mode"])
            for line in lines
            if line["kind"] == "section"
        },
    )


def _unit(code: str, facts: dict, example: Example) -> UnitNode:
    parent = example.moved.get(code, facts["parent"])
    return UnitNode(NUMBER[code], code, facts["tier"], NUMBER.get(parent))


def _page(line: dict, ids: dict) -> PageFacts:
    reach = line.get("reach", "own")
    if isinstance(reach, dict) and "units" in reach:
        reach = {"units": [NUMBER[code] for code in reach["units"]]}
    return PageFacts(
        id=ids[line["unit"], line["slug"]],
        unit=NUMBER[line["unit"]],
        section=line["section"],
        slug=line["slug"],
        title=line["title"],
        reach=parse(reach),
        strength=line.get("strength", "default"),
        locked=frozenset(line.get("locked", ())),
    )


def _decision(line: dict, page: int) -> DecisionFacts:
    override, suspend = line.get("override"), line.get("suspend")
    return DecisionFacts(
        NUMBER[line["unit"]],
        page,
        line.get("hide", False),
        line.get("adopt", False),
        override and Override(override["fields"], override["reach"]),
        suspend and Suspension(suspend["since"], suspend["fields"]),
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.number)
def test_the_worked_example(example):
    world = world_of(example)
    for code, expected in example.shows.items():
        answers = explain(world, NUMBER[code])
        shown = [answer for answer in answers if answer["shown"]]
        assert [(a["slug"], a["origin"], a["state"]) for a in shown] == [
            (show.slug, show.origin, show.state) for show in expected
        ]
        for answer, show in zip(shown, expected, strict=True):
            fields = {name: (value["from"], value["value"]) for name, value in answer["fields"].items()}
            assert fields == show.fields
    for code, expected in example.loses.items():
        lost = [answer for answer in explain(world, NUMBER[code]) if not answer["shown"]]
        assert {a["slug"]: (a["origin"], a["state"]) for a in lost} == expected
