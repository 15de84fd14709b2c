"""`manage.py completeness` for operators."""

import json

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def said(capsys):
    def said(*arguments):
        call_command("completeness", *arguments)
        return capsys.readouterr().out

    return said


def test_all_units_a_line_each(land, write, said):
    write("30", reach="all")
    lines = said().splitlines()
    assert [line.split()[0] for line in lines] == ["10546", "10549", "10606", "290", "291", "30"]
    assert "inherited: 1" in lines[0]


def test_one_unit_with_what_is_missing_first(land, write, said):
    write("10546")
    lines = said("--unit", "10546").splitlines()
    assert lines[0].startswith("missing")
    assert lines[-1].startswith("present")
    assert lines[-1].endswith("Thông báo")


def test_for_a_program(land, write, said):
    write("10546")
    (found,) = json.loads(said("--unit", "10546", "--json"))
    assert found["unit"] == "10546"
    assert found["totals"] == {"present": 1, "inherited": 0, "stale": 0, "missing": 14}
    notices = next(one for one in found["sections"] if one["section"] == "thong-bao")
    assert (notices["state"], notices["own"]) == ("present", 1)


def test_an_unknown_unit_is_refused(land, said):
    with pytest.raises(CommandError, match="No unit with the code"):
        said("--unit", "99")
