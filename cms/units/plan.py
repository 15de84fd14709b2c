"""What an import is to do: from the units that are there and the rows of a table, with no query."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

from cms.units.consistency import State, faults_between, find_parents
from cms.units.hostnames import Nameless, give_hostnames, hostname_problem
from cms.units.period import Period
from cms.units.record import FACTS, Fault, FaultyTableError, Key, Row, UnitRecord
from cms.units.table import Table


@dataclass
class Plan:
    """``create`` has those above before those below; ``change`` new values by field."""

    create: list[UnitRecord] = field(default_factory=list)
    change: dict[Key, dict[str, object]] = field(default_factory=dict)
    close: dict[Key, date] = field(default_factory=dict)
    unchanged: int = 0


def make_plan(
    known: Sequence[UnitRecord], table: Table, domain: str, ending: Mapping[Key, date] | None = None
) -> Plan:
    """The plan that brings ``known`` to what ``table`` says; FaultyTableError has all that is wrong.

    An empty cell says nothing: what is there stays. Facts and hostnames in the table are for units that
    have none: what was typed at the desk stays. ``ending`` are units that end for another reason.
    """
    before = {unit.key: unit for unit in known}
    after = dict(before)
    for key, day in (ending or {}).items():
        after[key] = replace(after[key], valid_to=day)
    rows, faults = _first_of_each(table.rows)
    for row in rows.values():
        after[row.unit.key] = _merged(before.get(row.unit.key), row.unit)
    state = State(after, rows, frozenset(table.unclear))
    faults += [*table.faults, *find_parents(state), *faults_between(state)]
    if faults:
        raise FaultyTableError(faults)
    _name_sites(state, domain)
    return _difference(before, state)


def _first_of_each(rows: Iterable[Row]) -> tuple[dict[Key, Row], list[Fault]]:
    found: dict[Key, Row] = {}
    faults = []
    for row in rows:
        first = found.setdefault(row.unit.key, row)
        if first is not row:
            text = f"unit {row.unit.code} from {row.unit.valid_from} is in line {first.line} already"
            faults.append(Fault(row.line, f"{text}; keep one of the two"))
    return found, faults


def _merged(old: UnitRecord | None, new: UnitRecord) -> UnitRecord:
    if old is None:
        return new
    kept = {name: getattr(old, name) or getattr(new, name) for name in (*FACTS, "hostname")}
    return replace(new, parent=old.parent, valid_to=new.valid_to or old.valid_to, **kept)


def _name_sites(state: State, domain: str) -> None:
    """Give hostnames to the units that have none, from the top down, since one ends in its parent's."""
    faults: list[Fault] = []
    for generation in generations(unit for unit in state.units.values() if not unit.hostname):
        taken = _periods_by_hostname(state.units.values())
        wanting = {_nameless(unit, state.units, domain): unit for unit in generation}
        given = give_hostnames(wanting, taken)
        for nameless, unit in wanting.items():
            hostname = given.get(nameless, "")
            if not hostname or hostname_problem(hostname):
                text = f"no hostname can be made for {unit.full_name}; give it one in a column hostname"
                faults.append(Fault(state.rows[unit.key].line, text))
            state.units[unit.key] = replace(unit, hostname=hostname)
    if faults:
        raise FaultyTableError(faults)


def _nameless(unit: UnitRecord, units: Mapping[Key, UnitRecord], domain: str) -> Nameless:
    base = units[unit.parent].hostname if unit.parent else domain
    return Nameless(unit.code, unit.name, unit.kind, base, unit.period)


def _periods_by_hostname(units: Iterable[UnitRecord]) -> dict[str, list[Period]]:
    periods = defaultdict(list)
    for unit in units:
        if unit.hostname:
            periods[unit.hostname].append(unit.period)
    return periods


def generations(units: Iterable[UnitRecord]) -> list[list[UnitRecord]]:
    """``units`` by how many of them stand above each: first those below none of the others."""
    waiting = {unit.key: unit for unit in units}
    depths: dict[Key | None, int] = {}

    def depth(key: Key | None) -> int:
        if key not in waiting:
            return 0
        if key not in depths:
            depths[key] = depth(waiting[key].parent) + 1
        return depths[key]

    found = defaultdict(list)
    for key, unit in waiting.items():
        found[depth(key)].append(unit)
    return [found[level] for level in sorted(found)]


def _difference(before: Mapping[Key, UnitRecord], state: State) -> Plan:
    plan = Plan()
    new = [unit for key, unit in state.units.items() if key not in before]
    plan.create = [unit for generation in generations(new) for unit in generation]
    for key, old in before.items():
        changes = _changes(old, state.units[key])
        if "valid_to" in changes and old.valid_to is None:
            plan.close[key] = changes.pop("valid_to")
        elif not changes and key in state.rows:
            plan.unchanged += 1
        if changes:
            plan.change[key] = changes
    return plan


def _changes(old: UnitRecord, new: UnitRecord) -> dict[str, object]:
    if old is new:
        return {}
    pairs = ((f.name, getattr(old, f.name), getattr(new, f.name)) for f in fields(UnitRecord))
    return {name: value for name, current, value in pairs if current != value}


def only_trees(rows: Sequence[Row], codes: Collection[str]) -> list[Row]:
    """The rows of the units ``codes`` and of all units below them."""
    below = defaultdict(list)
    for row in rows:
        below[row.parent_code].append(row)
    chosen = [row for row in rows if row.unit.code in codes]
    for row in chosen:  # grows while it is read
        chosen += below[row.unit.code]
    return sorted({row.line: row for row in chosen}.values(), key=lambda row: row.line)
