"""Reading tables: every fault is told with its line."""

import unicodedata

import pytest

from cms.units.table import MAX_BYTES, REQUIRED, read_table

HEADER = ",".join(REQUIRED)
TIERS = {"province", "district", "commune"}


def read(*lines, header=HEADER):
    return read_table("\n".join([header, *lines, ""]).encode(), TIERS)


def faults(*lines, header=HEADER):
    return [str(fault) for fault in read(*lines, header=header).faults]


def test_a_row_becomes_a_unit():
    table = read(
        "30,Hải Dương,Tỉnh Hải Dương,tỉnh,province,,2025-03-01,2025-07-01,024",
        header=HEADER + ",valid_to,phone",
    )
    assert table.faults == []
    (row,) = table.rows
    assert (row.line, row.unit.name, str(row.unit.valid_to), row.unit.phone) == (
        2,
        "Hải Dương",
        "2025-07-01",
        "024",
    )


def test_names_are_composed_and_spaces_are_single():
    decomposed = unicodedata.normalize("NFD", "Bến   Tắm")
    (row,) = read(f"1, {decomposed} ,Xã Bến Tắm,xã,commune,288,2025-03-01").rows
    assert row.unit.name == unicodedata.normalize("NFC", "Bến Tắm")


def test_a_byte_order_mark_and_blank_lines_are_no_fault():
    content = f"\ufeff{HEADER}\r\n\r\n30,A,Tỉnh A,tỉnh,province,,2025-03-01\r\n,,,,,,\r\n".encode()
    table = read_table(content, TIERS)
    assert table.faults == []
    assert [row.line for row in table.rows] == [3]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("30,,Tỉnh A,tỉnh,province,,2025-03-01", "name is empty"),
        ("30,A,,tỉnh,province,,2025-03-01", "full_name is empty"),
        (
            "30,A,Tỉnh A,tỉnh,canton,,2025-03-01",
            "tier is 'canton'; the tiers with a folder in sites/ are commune",
        ),
        ("30,A,Tỉnh A,tỉnh,province,,1/3/2025", "valid_from is '1/3/2025'; write a date as 2025-07-01"),
        ("30,A,Tỉnh A,tỉnh,province,,2025-02-30", "valid_from is '2025-02-30'"),
        ("3 0,A,Tỉnh A,tỉnh,province,,2025-03-01", "code is '3 0'"),
        ("30,A,Tỉnh A,tỉnh,province,2025-03-01", "6 cells where the first line names 7 columns"),
        (f"30,{'A' * 101},Tỉnh A,tỉnh,province,,2025-03-01", "name has 101 characters; 100 fit"),
    ],
)
def test_a_wrong_cell_is_told_with_its_line(line, said):
    (fault,) = faults("29,B,Tỉnh B,tỉnh,province,,2025-03-01", line)
    assert fault.startswith("line 3: ")
    assert said in fault


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("hostname", "a.vn/x", "hostname 'a.vn/x' has a path in it"),
        ("email", "ubnd", "email is 'ubnd'; write one address"),
        ("valid_to", "mai", "valid_to is 'mai'"),
    ],
)
def test_a_wrong_optional_cell_is_told_too(column, value, said):
    (fault,) = faults(f"30,A,Tỉnh A,tỉnh,province,,2025-03-01,{value}", header=f"{HEADER},{column}")
    assert said in fault


def test_every_fault_is_told_not_only_the_first():
    told = faults(",,,,canton,,x", "30,A,Tỉnh A,tỉnh,province,,2025-03-01", "31,,B,tỉnh,state,,2025-03-01")
    assert [fault.split(":")[0] for fault in told] == ["line 2"] * 6 + ["line 4"] * 2


def test_columns_are_checked_first():
    told = faults("30", header="code,name,full_name,kind,tier,parent_code,from,name")
    assert [fault.split(";")[0] for fault in told] == [
        "line 1: the column valid_from is missing",
        "line 1: the column name is there twice",
        "line 1: the column 'from' is not known",
    ]


def test_broken_utf8_is_told_by_line_and_byte():
    good = f"{HEADER}\n30,A,Tỉnh A,tỉnh,province,,2025-03-01\n31,".encode()
    table = read_table(good + b"H\xe0 N\xf4i,X,t,province,,2025-03-01\n", TIERS)
    assert [str(fault) for fault in table.faults] == [
        "line 3: byte 5 is not UTF-8; save the file as UTF-8",
    ]


def test_unclosed_quotes_are_told_where_they_open():
    (fault,) = faults("30,A,Tỉnh A,tỉnh,province,,2025-03-01", '31,"B,Tỉnh B,tỉnh,province,,2025-03-01')
    assert fault.startswith("line 3: this is not CSV")


def test_an_empty_file_and_one_too_large_are_refused():
    assert "the file is empty" in str(read_table(b"", TIERS).faults[0])
    assert "larger than" in str(read_table(b"x" * (MAX_BYTES + 1), TIERS).faults[0])
