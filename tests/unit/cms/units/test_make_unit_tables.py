"""Making the tables again: what the script makes of the package's records.

That the package gives the committed bytes is shown by ``scripts/make_unit_tables --check``, where the
package is installed.
"""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest

OLD = {
    "provinceKey": "p",
    "provinceCode": "14",
    "province": "Tỉnh P",
    "districtKey": "d",
    "districtCode": "026",
    "district": "Thị Xã D",
}
NEW = {"provinceKey": "q", "provinceCode": "08", "province": "Tỉnh Q"}


def old(key, code, name):
    return {**OLD, "wardKey": key, "wardCode": code, "ward": name}


def new(key, code, name):
    return {**NEW, "wardKey": key, "wardCode": code, "ward": name}


@pytest.fixture(scope="module")
def script(root):
    loader = SourceFileLoader("make_unit_tables", str(root / "scripts" / "make_unit_tables"))
    module = module_from_spec(spec_from_loader("make_unit_tables", loader))
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Thị Xã Việt Yên", ("Việt Yên", "Thị xã Việt Yên", "thị xã")),
        ("Phường 1", ("Phường 1", "Phường 1", "phường")),
        ("Phường Phường Đúc", ("Phường Đúc", "Phường Phường Đúc", "phường")),
        ("Xã  Tân Xã ", ("Tân Xã", "Xã Tân Xã", "xã")),
    ],
)
def test_names_are_cleaned_and_their_kind_is_told(script, written, parts):
    assert script.name_parts(written) == parts


def test_an_unknown_kind_stops_the_script(script):
    with pytest.raises(SystemExit, match="add it to KINDS"):
        script.name_parts("Bang A")


def test_each_unit_has_one_row_those_above_first(script):
    records = [old("b", "00002", "Xã B"), old("a", "00001", "Xã A"), old(None, None, None)]
    tiers = {"province": "province", "district": "district", "commune": "ward"}
    rows = script.unit_rows(records, "admin_units_legacy", "2025-03-01", tiers)
    assert [(row["code"], row["parent_code"]) for row in rows] == [
        ("14", ""),
        ("026", "14"),
        ("00001", "026"),
        ("00002", "026"),
    ]


def test_successors_tell_whole_from_divided(script):
    converter = {
        "DICT_PROVINCE": {"q": ["p"]},
        "DICT_PROVINCE_WARD_NO_DIVIDED": {"q": {"n": ["p_d_a"]}},
        "DICT_PROVINCE_WARD_DIVIDED": {
            "q": {
                "p_d_b": [
                    {"newWardKey": "n", "isDefaultNewWard": False},
                    {"newWardKey": "m", "isDefaultNewWard": True},
                ]
            }
        },
    }
    olds = [old("a", "00001", "Xã A"), old("b", "00002", "Xã B")]
    news = [new("n", "00001", "Xã N"), new("m", "06970", "Xã M")]
    rows = script.successor_rows(olds, news, converter)
    assert [tuple(row.values()) for row in rows] == [
        ("14", "08", "whole"),
        ("00001", "00001", "whole"),
        ("00002", "00001", "part"),
        ("00002", "06978", "main"),
    ]


def test_tables_are_written_the_same_everywhere(script):
    assert script.csv_bytes(["a", "b"], [{"a": "Đ", "b": "x,y"}]) == 'a,b\nĐ,"x,y"\n'.encode()
