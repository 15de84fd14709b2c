"""A page line's ``reach``, from JSON to its record.

An entry of a list that no longer counts is an object with ``"sleeping": true``: ``{"unit": "288"}`` or
``{"tier": "district"}`` with it. A unit that is no longer in force also has ``valid_from``, the day it
came into force, because its code may mean another one by now.
"""

from datetime import date
from typing import Any

from cms.exchange.lines import OWN
from cms.exchange.places import Places
from cms.exchange.shapes import Keys, shown
from cms.sharing.reach import LISTS, WORDS
from cms.sharing.rules import Reach

FORM = 'use "own", "children", "all" or an object with one list named tiers, units or below'


def parse_reach(keys: Keys, origin: int | None, places: Places) -> Reach:
    """The reach that the line says; entries that are not below ``origin`` are faults."""
    value = keys.take("reach")
    if value is None:
        return OWN
    if isinstance(value, str) and value in WORDS:
        return Reach(value)
    if not isinstance(value, dict) or len(value) != 1:
        keys.refuse(f"reach is {shown(value)}; {FORM}")
        return OWN
    ((kind, entries),) = value.items()
    if kind not in LISTS or not isinstance(entries, list):
        keys.refuse(f"reach is {shown(value)}; {FORM}")
        return OWN
    if origin is None:
        return OWN
    parse_entry = _tier if kind == "tiers" else _unit
    found = {parse_entry(keys, entry, origin, places) for entry in entries}
    return Reach(kind, tuple(sorted(entry for entry in found if entry is not None)))


def _opened(entry: Any, name: str) -> tuple[str | None, str | None, bool]:
    """The code or tier that an entry names, the day of the unit if given, and whether it sleeps."""
    if not isinstance(entry, dict):
        return (entry if isinstance(entry, str) else None), None, False
    named, valid_from = entry.get(name), entry.get("valid_from")
    known = entry.keys() <= {name, "valid_from", "sleeping"} and isinstance(named, str)
    whole = known and isinstance(valid_from, str | None) and isinstance(entry.get("sleeping"), bool | None)
    return (named if whole else None), valid_from, entry.get("sleeping") is True


def _tier(keys: Keys, entry: Any, origin: int, places: Places) -> str | None:
    name, _, sleeping = _opened(entry, "tier")
    if name is None:
        keys.refuse(f"reach lists {shown(entry)}, which is not the name of a tier")
    elif name not in places.tiers:
        keys.refuse(f"reach lists {shown(name)}; the tiers are {', '.join(sorted(places.tiers))}")
    elif not sleeping and name not in places.tiers_below(origin):
        keys.refuse(f"reach lists {name}; no unit of that tier is below {places.code(origin)}")
    return name


def _unit(keys: Keys, entry: Any, origin: int, places: Places) -> int | None:
    code, valid_from, sleeping = _opened(entry, "unit")
    unit = None if code is None else _find(code, valid_from, sleeping, places)
    if code is None:
        keys.refuse(f"reach lists {shown(entry)}, which is not the code of a unit")
    elif unit is None:
        keys.refuse(f"reach lists {shown(code)}; no unit with that code is in force")
    elif not sleeping and not places.is_below(unit, origin):
        keys.refuse(f"reach lists {code}, which is not below {places.code(origin)}")
    return unit


def _find(code: str, valid_from: str | None, sleeping: bool, places: Places) -> int | None:
    if valid_from is None:
        return places.by_code.get(code, places.latest.get(code) if sleeping else None)
    try:
        return places.identities.get((code, date.fromisoformat(valid_from)))
    except ValueError:
        return None
