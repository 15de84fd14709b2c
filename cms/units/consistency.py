"""What can be wrong between units: codes and hostnames in time, parents, tiers.

Faults are reported at the lines of the table that bring them; ``State.units`` also has the units that are
there already.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from cms.units.record import Fault, Key, Row, UnitRecord


@dataclass
class State:
    """All units as they will stand, the rows that bring some of them, and codes that are unclear."""

    units: dict[Key, UnitRecord]
    rows: Mapping[Key, Row]
    unclear: frozenset[str] = frozenset()


def faults_between(state: State) -> list[Fault]:
    """All that is wrong between the units, once their parents have been found."""
    loops = list(_loops(state))
    faults = [*loops, *_empty_periods(state), *_outlived_parents(state)]
    faults += _meeting(state, "code", "end the other first, with a valid_to in its row")
    faults += _meeting(state, "hostname", "give one of them another")
    if not loops:
        faults += chain(_uneven_tiers(state), _missing_parents(state))
    return faults


def _empty_periods(state: State) -> Iterator[Fault]:
    for key, row in state.rows.items():
        if state.units[key].period.is_empty:
            yield Fault(
                row.line, f"valid_to is {row.unit.valid_to}, not after valid_from {row.unit.valid_from}"
            )


def find_parents(state: State) -> Iterator[Fault]:
    """Set ``parent`` in ``state.units`` to the units that the rows name; the faults are those not found."""
    by_code = defaultdict(list)
    for unit in state.units.values():
        by_code[unit.code].append(unit)
    for key, row in state.rows.items():
        if not row.parent_code or row.parent_code in state.unclear:
            continue
        unit = state.units[key]
        named = by_code[row.parent_code]
        parent = _in_force_to_the_end_of(unit, named)
        if parent is not None:
            state.units[key] = replace(unit, parent=parent.key)
        elif named:
            times = ", ".join(str(other.period) for other in named)
            text = f"the parent {row.parent_code} of unit {unit.code} is in force {times}"
            yield Fault(
                row.line, f"{text}, the unit {unit.period}; a parent must be there as long as the unit is"
            )
        else:
            yield Fault(
                row.line, f"the parent {row.parent_code} of unit {unit.code} does not exist; add its row"
            )


def _in_force_to_the_end_of(unit: UnitRecord, candidates: Iterable[UnitRecord]) -> UnitRecord | None:
    fitting = [
        other
        for other in candidates
        if other.period.overlaps(unit.period) and not unit.period.ends_after(other.period)
    ]
    return max(fitting, key=lambda other: other.valid_from, default=None)


def _loops(state: State) -> Iterator[Fault]:
    safe: set[Key | None] = {None}
    for key, row in state.rows.items():
        path: dict[Key | None, None] = {}
        at: Key | None = key
        while at not in safe and at not in path:
            path[at] = None
            at = state.units[at].parent
        if at == key and at not in safe:
            yield Fault(row.line, f"unit {row.unit.code} stands above itself; correct its parent_code")
        elif at in safe:
            safe.update(path)


def _meeting(state: State, attribute: str, advice: str) -> Iterator[Fault]:
    """Units with the same value at the same time, told at the later of the two lines."""
    groups = defaultdict(list)
    for unit in state.units.values():
        groups[getattr(unit, attribute)].append(unit)
    for value, group in groups.items():
        if not value or len(group) == 1:
            continue
        group.sort(key=lambda unit: unit.valid_from)
        first = group[0]
        for second in group[1:]:
            lines = [state.rows[unit.key].line for unit in (first, second) if unit.key in state.rows]
            if lines and first.period.overlaps(second.period):
                times = f"{first.full_name} {first.period} and {second.full_name} {second.period}"
                yield Fault(max(lines), f"the {attribute} {value} belongs at one time to {times}; {advice}")
            first = second if second.period.ends_after(first.period) else first


def _outlived_parents(state: State) -> Iterator[Fault]:
    staying = defaultdict(list)
    for key, unit in state.units.items():
        parent = state.units[unit.parent] if unit.parent in state.rows and key not in state.rows else None
        if parent and unit.period.ends_after(parent.period):
            staying[parent.key].append(unit)
    for key, units in staying.items():
        row = state.rows[key]
        text = f"unit {row.unit.code} ends on {state.units[key].valid_to}, but {len(units)} below it go on"
        yield Fault(row.line, f"{text} ({units[0].full_name} …); end or move those first")


def _uneven_tiers(state: State) -> Iterator[Fault]:
    """In one tree, units of one tier stand below units of one tier: what most do is the rule."""
    tops: dict[Key, Key] = {}

    def top(unit: UnitRecord) -> Key:
        if unit.key not in tops:
            tops[unit.key] = top(state.units[unit.parent]) if unit.parent else unit.key
        return tops[unit.key]

    usual: dict[tuple[Key, str], Counter[str]] = defaultdict(Counter)
    below = [unit for unit in state.units.values() if unit.parent]
    for unit in below:
        usual[top(unit), unit.tier][state.units[unit.parent].tier] += 1
    for unit in below:
        expected = usual[top(unit), unit.tier].most_common(1)[0][0]
        found = state.units[unit.parent].tier
        if unit.key in state.rows and found != expected:
            text = (
                f"unit {unit.code} is a {unit.tier} below a {found}; the others of that tier here are below"
            )
            yield Fault(state.rows[unit.key].line, f"{text} a {expected}")
        elif unit.key in state.rows and found == unit.tier:
            text = f"unit {unit.code} is a {unit.tier} below another {found}; a parent is of a higher tier"
            yield Fault(state.rows[unit.key].line, text)


def _missing_parents(state: State) -> Iterator[Fault]:
    lower = {row.unit.tier for row in state.rows.values() if row.parent_code}
    for key, row in state.rows.items():
        if not row.parent_code and not state.units[key].parent and row.unit.tier in lower:
            text = f"unit {row.unit.code} has no parent_code, but others of the tier {row.unit.tier} have"
            yield Fault(row.line, f"{text}; fill it in")
