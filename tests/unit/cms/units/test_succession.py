"""A later edition ends the units whose land it takes over, and what is below them."""

from datetime import date

from cms.units.record import UnitRecord
from cms.units.succession import ended

OLD, NEW = date(2025, 3, 1), date(2025, 7, 1)


def unit(code, parent=None, valid_from=OLD, valid_to=None):
    return UnitRecord(
        code=code,
        valid_from=valid_from,
        valid_to=valid_to,
        name=code,
        full_name=code,
        kind="xã",
        tier="commune",
        parent=(parent, OLD) if parent else None,
    )


UNITS = [unit("30"), unit("288", "30"), unit("10507", "288"), unit("01"), unit("00004", "01")]
SUCCESSORS = {"30": ["31"], "10507": ["10507"], "01": ["01"], "00004": ["00004"]}


def codes(units, arriving):
    return {code for code, _ in ended(units, NEW, SUCCESSORS, arriving)}


def test_districts_end_though_nobody_succeeds_them():
    assert codes(UNITS, {"31", "10507"}) == {"30", "288", "10507"}


def test_other_provinces_go_on():
    assert codes(UNITS, {"01", "00004"}) == {"01", "00004"}
    assert codes(UNITS, set()) == set()


def test_units_of_the_new_edition_and_ended_ones_are_left():
    assert codes([unit("01", valid_from=NEW), unit("30", valid_to=NEW)], {"01", "31"}) == set()


def test_what_an_operator_put_below_ends_too():
    assert "10507a" in codes([*UNITS, unit("10507a", "10507")], {"31"})
