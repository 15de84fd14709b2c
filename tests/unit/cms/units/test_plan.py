"""What an import would do: from what is there and what a table says, without a database."""

from dataclasses import replace
from datetime import date

import pytest

from cms.units.plan import make_plan, only_trees
from cms.units.record import FaultyTableError, Row, UnitRecord
from cms.units.table import Table

EARLY, LATE = date(2025, 3, 1), date(2025, 7, 1)


def record(code, name, tier, valid_from=EARLY, **values):
    kind = {"province": "tỉnh", "district": "huyện", "commune": "xã"}[tier]
    full_name = f"{kind.capitalize()} {name}"
    return UnitRecord(
        code=code, valid_from=valid_from, name=name, full_name=full_name, kind=kind, tier=tier, **values
    )


def row(line, code, name, tier, parent_code="", **values):
    return Row(line, record(code, name, tier, **values), parent_code)


PROVINCE = row(2, "30", "Hải Dương", "province")
DISTRICT = row(3, "288", "Nam Sách", "district", "30")
COMMUNE = row(4, "10507", "An Bình", "commune", "288")
ROWS = [PROVINCE, DISTRICT, COMMUNE]


def plan(rows, known=(), ending=None):
    return make_plan(known, Table(rows=list(rows)), "localhost", ending)


def faults(rows, known=()):
    with pytest.raises(FaultyTableError) as caught:
        plan(rows, known)
    return [str(fault) for fault in caught.value.faults]


def there(rows=ROWS):
    """The units of ``rows``, as an import into an empty database leaves them."""
    return plan(rows).create


def test_units_are_created_from_the_top_down_with_hostnames():
    created = plan(reversed(ROWS)).create
    assert [unit.code for unit in created] == ["30", "288", "10507"]
    assert created[2].parent == ("288", EARLY)
    assert created[2].hostname == "an-binh.nam-sach.hai-duong.localhost"


def test_a_second_import_changes_nothing():
    again = plan(ROWS, there())
    assert (again.create, again.change, again.close, again.unchanged) == ([], {}, {}, 3)


def test_a_corrected_name_is_a_change_of_the_name_alone():
    corrected = row(4, "10507", "An Bình Đông", "commune", "288")
    result = plan([PROVINCE, DISTRICT, corrected], there())
    assert result.change == {
        ("10507", EARLY): {"name": "An Bình Đông", "full_name": "Xã An Bình Đông"},
    }
    assert result.unchanged == 2


def test_what_was_typed_at_the_desk_stays():
    known = [replace(unit, hostname="x.vn", phone="1") if unit.code == "10507" else unit for unit in there()]
    with_facts = row(4, "10507", "An Bình", "commune", "288", hostname="y.vn", phone="2", leader="Bà A")
    result = plan([PROVINCE, DISTRICT, with_facts], known)
    assert result.change == {("10507", EARLY): {"leader": "Bà A"}}


def test_a_hostname_typed_at_the_desk_is_what_new_units_below_end_in():
    known = [replace(unit, hostname="namsach.vn") if unit.code == "288" else unit for unit in there()]
    (created,) = plan([row(2, "10509", "Nam Tân", "commune", "288")], known).create
    assert created.hostname == "nam-tan.namsach.vn"


def test_an_empty_cell_reopens_nothing():
    known = [replace(unit, valid_to=LATE) for unit in there()]
    assert plan(ROWS, known).unchanged == 3


def test_a_row_with_a_last_day_closes_the_unit():
    closing = [replace(item, unit=replace(item.unit, valid_to=LATE)) for item in ROWS]
    assert plan(closing, there()).close == {unit.key: LATE for unit in there()}


def test_a_unit_moves_to_another_parent():
    other = row(5, "289", "Kinh Môn", "district", "30")
    moved = replace(COMMUNE, parent_code="289")
    result = plan([PROVINCE, DISTRICT, other, moved], there())
    assert result.change == {("10507", EARLY): {"parent": ("289", EARLY)}}


def test_codes_and_hostnames_are_free_again_when_their_units_end():
    known = there()
    later = [
        row(2, "30", "Hải Dương", "province", valid_from=LATE),
        row(3, "10507", "An Bình", "commune", "30", valid_from=LATE),
    ]
    result = plan(later, known, dict.fromkeys([unit.key for unit in known], LATE))
    assert set(result.close) == {unit.key for unit in known}
    assert [unit.hostname for unit in result.create] == ["hai-duong.localhost", "an-binh.hai-duong.localhost"]


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (row(5, "10507", "An Bình", "commune", "288"), "unit 10507 from 2025-03-01 is in line 4 already"),
        (
            row(5, "10507", "An Bình", "commune", "288", valid_from=date(2025, 5, 1)),
            "the code 10507 belongs at one time to Xã An Bình from 2025-03-01 and Xã An Bình from 2025-05-01",
        ),
        (row(5, "10509", "B", "commune", "999"), "the parent 999 of unit 10509 does not exist"),
        (
            row(5, "10509", "B", "commune", "288", hostname="a.vn", valid_to=EARLY),
            "valid_to is 2025-03-01, not after valid_from 2025-03-01",
        ),
        (row(5, "10509", "B", "commune", "30"), "unit 10509 is a commune below a province"),
        (row(5, "10509", "B", "commune", "10507"), "unit 10509 is a commune below a commune"),
        (row(5, "10509", "B", "commune"), "unit 10509 has no parent_code"),
        (row(5, "10509", "B", "commune", "10509"), "unit 10509 stands above itself"),
    ],
)
def test_a_fault_between_rows_is_told_at_its_line(extra, said):
    told = faults([*ROWS, extra])
    assert any(fault.startswith("line 5: ") and said in fault for fault in told), told


def test_a_parent_must_last_as_long_as_the_unit():
    ended = replace(DISTRICT, unit=replace(DISTRICT.unit, valid_to=LATE))
    (told,) = faults([PROVINCE, ended, COMMUNE])
    assert told.startswith("line 4: the parent 288 of unit 10507 is in force from 2025-03-01 to 2025-07-01")


def test_a_unit_does_not_end_before_those_below_it():
    ended = replace(DISTRICT, unit=replace(DISTRICT.unit, valid_to=LATE))
    (told,) = faults([ended], there())
    assert told.startswith("line 3: unit 288 ends on 2025-07-01, but 1 below it go on (Xã An Bình …)")


def test_a_hostname_is_not_given_twice():
    rows = [PROVINCE, row(3, "288", "Nam Sách", "district", "30", hostname="hai-duong.localhost")]
    known = there([PROVINCE])
    (told,) = faults(rows, known)
    assert told.startswith("line 3: the hostname hai-duong.localhost belongs at one time to")


def test_units_of_a_loop_are_each_told():
    loop = [row(2, "1", "A", "district", "2"), row(3, "2", "B", "commune", "1")]
    assert [told.split(";")[0] for told in faults(loop)] == [
        "line 2: unit 1 stands above itself",
        "line 3: unit 2 stands above itself",
    ]


def test_a_line_that_could_not_be_read_is_not_called_missing_too():
    table = Table(rows=[COMMUNE], unclear={"288"})
    assert make_plan([], table, "localhost").create[0].code == "10507"


def test_a_unit_is_reported_when_no_hostname_can_be_made():
    long = ".".join(["a" * 62] * 4)
    with pytest.raises(FaultyTableError, match="no hostname can be made for Tỉnh Hải Dương"):
        make_plan([], Table(rows=[PROVINCE]), long)


def test_a_province_is_chosen_with_all_that_is_below_it():
    other = [row(5, "31", "Hải Phòng", "province"), row(6, "303", "Hồng Bàng", "district", "31")]
    mixed = [COMMUNE, *other, DISTRICT, PROVINCE]
    assert only_trees(mixed, ["30"]) == [PROVINCE, DISTRICT, COMMUNE]
    assert len(only_trees(mixed, ["30", "31", "288"])) == 5
