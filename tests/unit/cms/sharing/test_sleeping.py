"""What of a decision does not count, one reason a part."""

from datetime import UTC, datetime

import pytest

from cms.sharing.rules import DecisionFacts, Override, PageFacts, Reach, Suspension, UnitNode
from cms.sharing.sleeping import refusals
from cms.sharing.world import World

UNITS = {1: UnitNode(1, "p", "province"), 2: UnitNode(2, "c", "commune", 1)}
KEPT = Suspension(datetime(2024, 11, 1, tzinfo=UTC), {"title": "kept"})


def page(**settings):
    return PageFacts(1, 1, "thong-bao", "a", **{"reach": Reach("all"), **settings})


@pytest.mark.parametrize(
    ("settings", "parts", "count"),
    [
        ({}, {"hide": True}, 0),
        ({}, {"adopt": True}, 1),
        ({"strength": "offered"}, {"adopt": True, "hide": True}, 0),
        ({"strength": "mandatory"}, {"hide": True, "adopt": True, "suspension": KEPT}, 3),
        ({"strength": "mandatory"}, {"override": Override({"hours": "x"})}, 1),
        ({"strength": "mandatory"}, {"override": Override({})}, 0),
        ({"locked": frozenset({"hours"})}, {"override": Override({"hours": "x", "title": "y"})}, 1),
        ({"locked": frozenset({"title"})}, {"suspension": KEPT}, 0),
        ({"reach": Reach("own")}, {"hide": True, "adopt": True}, 1),
    ],
)
def test_every_part_that_does_not_count_has_its_reason(settings, parts, count):
    facts = page(**settings)
    world = World(UNITS, pages=(facts,))
    assert len(refusals(world, facts, DecisionFacts(2, 1, **parts))) == count
