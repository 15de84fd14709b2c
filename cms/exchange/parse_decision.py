"""Decision lines and section lines, from JSON to their records."""

from typing import Any

from cms.exchange.lines import DecisionKey, DecisionLine, SectionKey, SectionLine
from cms.exchange.parse_page import EVERY_FIELD, has_section, parse_slot, parse_unit
from cms.exchange.places import Places
from cms.exchange.shapes import Keys, field_value, shown
from cms.sharing.rules import MODES, ORDERS, OVERRIDE_REACHES, Override, Suspension


def parse_decision(keys: Keys, places: Places) -> DecisionLine | None:
    """The decision that the line says, None when it cannot be told whose or about what."""
    unit = parse_unit(keys, places)
    page = keys.object("page")
    if page is None:
        keys.refuse("page is missing: say its unit, section and slug")
    slot = parse_slot(page, places) if page else None
    if page:
        page.done()
    hide, adopt = keys.flag("hide"), keys.flag("adopt")
    override = _override(keys)
    suspend_now = keys.is_true("suspend")
    suspension = None if suspend_now and keys.take("suspend") else _suspension(keys)
    keys.done()
    if unit is None or slot is None:
        return None
    return DecisionLine(DecisionKey(unit, slot), hide, adopt, override, suspension, suspend_now)


def _override(keys: Keys) -> Override | None:
    part = keys.object("override")
    if part is None:
        return None
    override = Override(_values(part), part.choice("reach", OVERRIDE_REACHES) or "own", _values(part, "base"))
    part.done()
    return override


def _suspension(keys: Keys) -> Suspension | None:
    part = keys.object("suspend")
    if part is None:
        return None
    if not part.has("since"):
        part.miss("since")
    since, values = part.moment("since"), _values(part)
    part.done()
    return Suspension(since, values) if since else None


def _values(part: Keys, key: str = "fields") -> dict[str, Any]:
    fields = part.object(key)
    if fields is None:
        return {}
    values: dict[str, Any] = {}
    for name, value in fields.rest().items():
        if name not in EVERY_FIELD:
            fields.refuse(f"{fields.at}{name} is not a field of any page")
            continue
        with fields.naming(name):
            values[name] = field_value(name, EVERY_FIELD[name], value)
    return values


def parse_section(keys: Keys, places: Places, sleeping: bool) -> SectionLine | None:
    """The setting that the line says, None when it cannot be told of which section."""
    unit, section = parse_unit(keys, places), keys.needed("section")
    mode, order = keys.choice("mode", MODES), keys.choice("order", ORDERS)
    keys.done()
    if unit is None or not section:
        return None
    if not sleeping:
        if not has_section(keys, places, unit, section):
            return None
        tier = places.section(unit, section)
        if tier and tier.fixed and mode not in (None, tier.mode):
            keys.refuse(f"mode is {shown(mode)}; the tier has fixed it as {tier.mode}")
    return SectionLine(SectionKey(unit, section), mode, order)
