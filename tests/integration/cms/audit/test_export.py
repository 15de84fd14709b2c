"""The log outside the desk."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command

from cms.audit.export import COLUMNS, csv_lines, json_lines
from cms.audit.models import Entry
from cms.audit.recording import record


def read(entries) -> list[list[str]]:
    return list(csv.reader("".join(csv_lines(entries)).lstrip("\ufeff").splitlines(keepends=True)))


def test_a_spreadsheet_gets_a_heading_and_a_line_an_entry(units):
    record("user.roles", unit=units["10546"], label="Lan", changes={"roles": [["Người soạn"], []]})
    heading, line = read(Entry.objects.all())
    assert heading == list(COLUMNS)
    assert line[2:6] == ["Xã 10546", "Đổi vai trò", "Lan", "Vai trò: Người soạn → (trống)"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_runs_as_a_formula(db, start):
    record("login.failed", label=f"{start}HYPERLINK(1)", note=f"{start}1+1")
    cells = read(Entry.objects.all())[1]
    assert cells[4] == f"'{start}HYPERLINK(1)"
    assert cells[6] == f"'{start}1+1"


def test_json_lines_hold_values_as_recorded(units):
    record("edit", unit=units["10546"], changes={"is_active": [True, False]}, label="Lan\nHoa")
    [line] = list(json_lines(Entry.objects.all()))
    assert line.endswith("\n")
    assert line.count("\n") == 1
    told = json.loads(line)
    assert (told["unit"], told["changes"], told["label"]) == (
        "10546",
        {"is_active": [True, False]},
        "Lan\nHoa",
    )


def test_the_command_prints_one_unit_since_a_day(units, capsys):
    record("login", unit=units["10546"], label="Lan")
    record("login", unit=units["10549"], label="Hoa")
    call_command("audit", unit="10546", since="2026-01-01", json=True)
    [told] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told["label"] == "Lan"
    call_command("audit", unit="10546", since="2999-01-01T08:00")
    assert capsys.readouterr().out == ""
    record("user.roles", unit=units["10549"], label="Hoa", changes={"roles": [[], ["author"]]})
    call_command("audit")
    last, *others = capsys.readouterr().out.splitlines()
    assert last.endswith(' | 10549 | - | user.roles | Hoa | roles: [] → ["author"]')
    assert len(others) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"unit": "99999"}, "99999"),
        ({"since": "hôm qua"}, "write it as 2026-11-22"),
        ({"since": "2026-02-31"}, "no day"),
    ],
)
def test_the_command_says_what_is_wrong(units, options, said):
    with pytest.raises(CommandError, match=said):
        call_command("audit", **options)
