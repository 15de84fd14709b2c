"""What a suspension stores: the page as the unit shows it, its own override aside."""

from datetime import UTC, datetime

from cms.sharing.fields import as_it_stands, suspension_at
from cms.sharing.rules import DecisionFacts, Override, PageFacts, Reach, Suspension, UnitNode
from cms.sharing.world import World

UNITS = {
    1: UnitNode(1, "p", "province"),
    2: UnitNode(2, "d", "district", 1),
    3: UnitNode(3, "c", "commune", 2),
}
PAGE = PageFacts(7, 1, "thong-bao", "a", reach=Reach("all"), locked=frozenset({"title"}))
DECISIONS = (
    DecisionFacts(2, 7, override=Override({"contact": "d's", "title": "locked"}, "all")),
    DecisionFacts(3, 7, override=Override({"hours": "c's"}, "all")),
)
ORIGIN = {"title": "p's", "contact": "p's", "hours": "p's"}


def test_overrides_between_are_in_it_and_ones_own_is_not():
    world = World(UNITS, (PAGE,), DECISIONS)
    assert as_it_stands(world, PAGE, 3, ORIGIN) == {"title": "p's", "contact": "d's", "hours": "p's"}


def test_a_suspension_sleeps_while_the_page_is_mandatory():
    kept = Suspension(datetime(2024, 11, 1, tzinfo=UTC), {"title": "kept"})
    world = World(UNITS, (PAGE,), (DecisionFacts(3, 7, suspension=kept),))
    mandatory = PageFacts(7, 1, "thong-bao", "a", reach=Reach("all"), strength="mandatory")
    assert suspension_at(world, PAGE, 3) is kept
    assert suspension_at(world, mandatory, 3) is None
