"""The tables that the project ships: complete, clean, and each unit with a hostname of its own."""

import unicodedata
from collections import Counter

import pytest

from cms.units.editions import EDITIONS, TABLES, read_successors
from cms.units.hostnames import hostname_problem
from cms.units.plan import make_plan, only_trees
from cms.units.table import read_table

TIERS = {"province", "district", "commune"}
COUNTS = {
    "2025q1": {"province": 63, "district": 696, "commune": 10_035},
    "2025": {"province": 34, "commune": 3_321},
}


@pytest.fixture(scope="module", params=sorted(EDITIONS))
def edition(request):
    return request.param


@pytest.fixture(scope="module")
def table(edition):
    return read_table(EDITIONS[edition].table.read_bytes(), TIERS)


def test_the_counts_are_the_official_ones(edition, table):
    assert table.faults == []
    assert Counter(row.unit.tier for row in table.rows) == COUNTS[edition]
    assert {row.unit.valid_from for row in table.rows} == {EDITIONS[edition].first_day}


def test_hai_duong_has_12_districts_and_207_communes():
    table = read_table(EDITIONS["2025q1"].table.read_bytes(), TIERS)
    chosen = Counter(row.unit.tier for row in only_trees(table.rows, ["30"]))
    assert chosen == {"province": 1, "district": 12, "commune": 207}


def test_the_new_communes_are_of_three_kinds():
    table = read_table(EDITIONS["2025"].table.read_bytes(), TIERS)
    kinds = Counter(row.unit.kind for row in table.rows if row.unit.tier == "commune")
    assert kinds == {"phường": 687, "xã": 2_621, "đặc khu": 13}


def test_names_are_composed_and_full_names_begin_with_the_kind(edition, table):
    text = EDITIONS[edition].table.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    for row in table.rows:
        kind, _, rest = row.unit.full_name.partition(row.unit.kind[1:])
        assert kind.lower() == row.unit.kind[0]
        assert row.unit.name == (row.unit.full_name if rest.strip().isdigit() else rest.strip())


def test_every_unit_of_the_country_gets_a_hostname_of_its_own(table):
    created = make_plan([], table, "gov.example").create
    hostnames = [unit.hostname for unit in created]
    assert len(set(hostnames)) == len(hostnames) == len(table.rows)
    assert not any(map(hostname_problem, hostnames))


def test_names_alike_without_marks_are_kept_apart():
    table = read_table(EDITIONS["2025q1"].table.read_bytes(), TIERS)
    hostnames = {unit.code: unit.hostname for unit in make_plan([], table, "gov.example").create}
    assert hostnames["10552"] == "ben-tam.chi-linh.hai-duong.gov.example"
    assert hostnames["03001"] == "sa-pa-03001.sa-pa.lao-cai.gov.example"
    assert hostnames["03002"] == "sa-pa-03002.sa-pa.lao-cai.gov.example"
    assert hostnames["27046"] == "phuong-5.phu-nhuan.ho-chi-minh.gov.example"


def test_everything_that_ended_has_a_successor_and_everything_new_a_predecessor():
    old = read_table(EDITIONS["2025q1"].table.read_bytes(), TIERS)
    new = {row.unit.code for row in read_table(EDITIONS["2025"].table.read_bytes(), TIERS).rows}
    successors = read_successors(EDITIONS["2025"])
    assert {row.unit.code for row in old.rows if row.unit.tier != "district"} <= set(successors)
    assert {code for codes in successors.values() for code in codes} == new
    assert successors["30"] == ["31"]


def test_the_notice_of_the_source_is_kept():
    notice = (TABLES / "NOTICE").read_text(encoding="utf-8")
    assert "MIT License" in notice
    assert "Copyright (c) 2025 Tran Ngoc Minh Hieu" in notice
