"""The table of many units: filtered, sorted, plotted, and harmless in a spreadsheet."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.snapshot.tier_file import SectionSpec
from cms.board.export import csv_lines
from cms.board.load import Board
from cms.board.states import STATES, Item, Totals, totals
from cms.board.table import COLUMNS, Wish, bars, by_section, rows

SECTIONS = {
    key: SectionSpec(key=key, title=title, types=("notice",))
    for key, title in (("tin", "Tin tức"), ("van-ban", "Văn bản"))
}


def board(code, name, tier="commune", **states):
    unit = SimpleNamespace(code=code, full_name=name, name=name, tier=tier)
    found = [Item(SECTIONS[key.replace("_", "-")], state, 0, 0, None, None) for key, state in states.items()]
    return Board(unit, found, totals(found))


A = board("1", "An", tin="present", van_ban="missing")
B = board("2", "Ân Thi", tin="missing", van_ban="missing")
C = board("3", "Đình Cao", "district", tin="inherited", van_ban="present")
ALL = [B, C, A]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), [A, B, C]),
        (Wish(order="-don-vi"), [C, B, A]),
        (Wish(order="-thieu"), [B, A, C]),
        (Wish(order="ty-le"), [B, A, C]),
        (Wish(order="cap"), [A, B, C]),
        (Wish(order="khong-co"), [A, B, C]),
        (Wish(tier="district"), [C]),
        (Wish(state="missing"), [A, B]),
        (Wish(section="tin", state="missing"), [B]),
        (Wish(section="tin"), [A, B, C]),
        (Wish(section="khong-co"), []),
        (Wish(state="khong-co"), [A, B, C]),
    ],
)
def test_what_is_asked_for_in_the_order_asked_for(wish, expected):
    assert [one.unit.code for one in rows(ALL, wish)] == [one.unit.code for one in expected]


def test_units_of_a_section_by_state():
    assert [(section.key, counted) for section, counted in by_section(ALL)] == [
        ("tin", Totals(present=1, inherited=1, missing=1)),
        ("van-ban", Totals(present=1, missing=2)),
    ]


@given(st.builds(Totals, *[st.integers(0, 300)] * 4))
def test_a_bar_is_filled_without_gaps(counted):
    pieces = bars(counted)
    assert sum(piece.length for piece in pieces) == counted.all
    assert all(piece.length for piece in pieces)
    assert [piece.start for piece in pieces] == [
        sum(earlier.length for earlier in pieces[:place]) for place in range(len(pieces))
    ]


@given(st.sampled_from(["", "-"]), st.sampled_from(COLUMNS), st.sampled_from(["", *STATES]))
def test_no_unit_is_lost_or_twice(sign, column, state):
    codes = [one.unit.code for one in rows(ALL, Wish(state=state, order=sign + column))]
    assert len(codes) == len(set(codes))
    assert state or sorted(codes) == ["1", "2", "3"]


def test_the_file_has_a_line_a_unit_and_a_column_a_section():
    lines = "".join(csv_lines([A, C])).splitlines()
    assert lines[0].startswith("\ufeffMã,Đơn vị,Cấp,Đủ")
    assert lines[0].endswith("Tỷ lệ (%),Tin tức,Văn bản")
    assert lines[1] == "1,An,Cấp xã,1,0,0,1,50,Đủ,Thiếu"


def test_nothing_in_the_file_is_run_by_a_spreadsheet():
    assert "'=HYPERLINK" in "".join(csv_lines([board("1", "=HYPERLINK(1)", tin="missing")]))
