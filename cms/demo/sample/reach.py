"""A template's word for its reach, as the import format has it for a unit of this forest."""

from typing import Any

from cms.demo.sample.forest import Forest, SampleUnit


def reach(word: str, forest: Forest, origin: SampleUnit) -> Any:
    """``own``, ``children`` and ``all`` as they are, ``leaf`` and ``middle`` as tiers, ``below`` and
    ``units`` as some of the units below. Where there are no districts, communes hear what is for them.
    """
    below = list(forest.below(origin))
    if word == "top" or not below:
        return "own"
    if word in {"leaf", "middle"}:
        tiers = sorted({unit.tier for unit in below if forest.role(unit) == word})
        return {"tiers": tiers or sorted({unit.tier for unit in below})}
    if word == "below":
        return {"below": [unit.code for unit in forest.children[origin.code][:4]]}
    if word == "units":
        return {"units": sorted(unit.code for unit in below[1::3] or below)}
    return word


def covers(value: Any, forest: Forest, origin: str, unit: SampleUnit) -> bool:
    """Whether a page of ``origin`` with this reach may show at ``unit``, which lies below it."""
    if isinstance(value, str):
        return value == "all" or (value == "children" and unit.parent == origin)
    if "tiers" in value:
        return unit.tier in value["tiers"]
    if "units" in value:
        return unit.code in value["units"]
    return not {unit.code, *(above.code for above in forest.above(unit))}.isdisjoint(value["below"])
