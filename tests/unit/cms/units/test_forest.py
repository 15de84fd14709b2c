"""Units of one day as trees."""

from dataclasses import dataclass

from cms.units.forest import Forest


@dataclass(frozen=True)
class Node:
    id: int
    code: str
    parent_id: int | None


PROVINCE, DISTRICT, COMMUNE = Node(1, "30", None), Node(2, "288", 1), Node(3, "10507", 2)
OTHER = Node(4, "31", None)
FOREST = Forest([COMMUNE, PROVINCE, DISTRICT, OTHER])


def test_parents_are_found_whatever_the_order():
    assert FOREST.parent(COMMUNE) is DISTRICT
    assert FOREST.parent(PROVINCE) is None
    assert FOREST.above(COMMUNE) == (DISTRICT, PROVINCE)
    assert FOREST.above(PROVINCE) == ()


def test_what_is_below_comes_after_what_is_above():
    assert list(FOREST.below(PROVINCE)) == [DISTRICT, COMMUNE]
    assert FOREST.children(PROVINCE) == (DISTRICT,)
    assert list(FOREST.below(OTHER)) == []


def test_roots_are_those_with_nobody_above_on_that_day():
    assert set(FOREST.roots) == {PROVINCE, OTHER}
    assert Forest([COMMUNE]).roots == (COMMUNE,)


def test_units_are_found_by_code():
    assert FOREST.by_code["288"] is DISTRICT
    assert len(FOREST) == len(list(FOREST)) == 4
