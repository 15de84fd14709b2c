"""What a stored reach may look like, and whom it covers."""

import pytest

from cms.sharing.reach import ReachError, covers, parse, stored
from cms.sharing.rules import Reach, UnitNode

COMMUNE = UnitNode(3, "c", "commune", 2)
CHAIN = (3, 2, 1)


@pytest.mark.parametrize(
    "value",
    ["own", "children", "all", {"tiers": ["commune"]}, {"units": [3, 4]}, {"below": [2]}, {"units": []}],
)
def test_what_is_stored_comes_back(value):
    assert stored(parse(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        None,
        "everyone",
        3,
        [],
        {},
        {"units": "3"},
        {"units": ["3"]},
        {"units": [True]},
        {"tiers": [3]},
        {"units": [3], "tiers": []},
        {"all": []},
    ],
)
def test_what_is_no_reach_is_refused(value):
    with pytest.raises(ReachError, match="is no reach"):
        parse(value)


@pytest.mark.parametrize(
    ("reach", "origin", "covered"),
    [
        (Reach("all"), 1, True),
        (Reach("all"), 3, False),
        (Reach("all"), 9, False),
        (Reach("own"), 2, False),
        (Reach("children"), 2, True),
        (Reach("children"), 1, False),
        (Reach("tiers", ("commune",)), 1, True),
        (Reach("tiers", ("district",)), 1, False),
        (Reach("units", (3,)), 1, True),
        (Reach("units", (2,)), 1, False),
        (Reach("units", (3,)), 9, False),
        (Reach("below", (2,)), 1, True),
        (Reach("below", (3,)), 1, True),
        (Reach("below", (1,)), 1, False),
        (Reach("below", (2,)), 2, False),
    ],
)
def test_whom_it_covers(reach, origin, covered):
    assert covers(reach, origin, COMMUNE, CHAIN) is covered
