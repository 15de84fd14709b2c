"""``manage.py import_units`` against a real database."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.units.management.commands import import_units
from cms.units.models import Unit

pytestmark = pytest.mark.django_db

EARLY, LATE = date(2025, 3, 1), date(2025, 7, 1)
HEADER = "code,name,full_name,kind,tier,parent_code,valid_from"


def run(*arguments):
    """The figures that the command prints on its last line."""
    out = StringIO()
    call_command("import_units", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


def figures(new=0, changed=0, closed=0, unchanged=0, dry_run=False):
    return {"new": new, "changed": changed, "closed": closed, "unchanged": unchanged, "dry_run": dry_run}


@pytest.fixture
def write(tmp_path):
    """Writes a table and gives its path."""

    def write_lines(*lines, header=HEADER):
        path = tmp_path / "units.csv"
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return f"--file={path}"

    return write_lines


def hai_duong():
    return run("--edition=2025q1", "--province=30")


def test_one_province_comes_with_its_districts_and_communes():
    assert hai_duong() == figures(new=220)
    forest = Unit.objects.forest()
    (province,) = forest.roots
    assert (len(forest.children(province)), len(list(forest.below(province)))) == (12, 219)
    unit = forest.by_code["10552"]
    assert unit.hostname == "ben-tam.chi-linh.hai-duong.localhost"
    assert [above.full_name for above in forest.above(unit)] == ["Thành phố Chí Linh", "Tỉnh Hải Dương"]


def test_a_unit_of_the_later_edition_knows_the_names_of_those_it_came_of():
    run("--province=31")
    thanh_mien = Unit.objects.get(full_name="Xã Thanh Miện")
    assert "Thị trấn Thanh Miện" in thanh_mien.former_names.split("; ")
    assert "Xã Thanh Miện" not in thanh_mien.former_names.split("; ")
    thanh_mien.former_names = "Làng Cũ"
    thanh_mien.save()
    run("--province=31")
    thanh_mien.refresh_from_db()
    assert thanh_mien.former_names == "Làng Cũ"


def test_a_second_run_changes_nothing():
    hai_duong()
    before = list(Unit.objects.order_by("pk").values())
    assert hai_duong() == figures(unchanged=220)
    assert list(Unit.objects.order_by("pk").values()) == before


def test_what_an_editor_typed_stays():
    hai_duong()
    Unit.objects.filter(code="10552").update(hostname="bentam.gov.vn", phone="0220 3 000 000")
    assert hai_duong() == figures(unchanged=220)
    unit = Unit.objects.with_code("10552")
    assert (unit.hostname, unit.phone) == ("bentam.gov.vn", "0220 3 000 000")


def test_a_dry_run_writes_nothing():
    assert run("--edition=2025q1", "--province=30", "--dry-run") == figures(new=220, dry_run=True)
    assert not Unit.objects.exists()


def test_the_later_edition_ends_the_earlier_units_on_its_first_day():
    hai_duong()
    assert run("--edition=2025", "--province=31") == figures(new=115, closed=220)
    assert Unit.objects.in_force().count() == 115
    assert Unit.objects.in_force(date(2025, 6, 30)).count() == 220
    assert Unit.objects.with_code("30", date(2025, 6, 30)).valid_to == LATE
    assert Unit.objects.with_code("10552").full_name != "Phường Bến Tắm"
    assert not Unit.objects.filter(parent__valid_to=LATE, valid_to=None).exists()


def test_both_editions_can_be_run_again():
    hai_duong()
    run("--edition=2025", "--province=31")
    assert hai_duong() == figures(unchanged=220)
    assert run("--edition=2025", "--province=31") == figures(unchanged=115)


def test_the_whole_country_takes_as_many_reads_and_changes_as_one_province():
    with CaptureQueriesContext(
        connection,
    ) as few:
        hai_duong()
    with CaptureQueriesContext(connection) as many:
        assert run("--edition=2025q1") == figures(new=10_574, unchanged=220)
    # SQLite takes a thousand values a statement, so the inserts go in batches: of units, and of which of
    # them stands below which. PostgreSQL takes 65,535, so that only the latter need a second one.
    batches = 10_574 // 50 + 2 * 10_574 // 499 if connection.vendor == "sqlite" else 1
    assert len(many) <= len(few) + batches
    assert run() == figures(new=3_355, closed=10_794)
    if connection.vendor == "postgresql":
        # The tests before have left PostgreSQL a plan for checking references in tables of a few rows.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE units_unit, units_subordination")


def test_an_earlier_edition_is_refused_after_a_later_one():
    run("--edition=2025", "--province=31")
    with pytest.raises(CommandError, match=r"Thành phố Hải Phòng \(31\) is there from 2025-07-01"):
        run("--edition=2025q1", "--province=31")


def test_a_faulty_table_tells_every_fault_and_changes_nothing(write):
    table = write(
        "30,Hải Dương,Tỉnh Hải Dương,tỉnh,province,,2025-03-01",
        "288,,Huyện Nam Sách,huyện,district,30,1/3/2025",
        "10507,An Bình,Xã An Bình,xã,canton,999,2025-03-01",
    )
    with pytest.raises(CommandError) as caught:
        run(table)
    told = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in told[:-1]] == ["line 3", "line 3", "line 4", "line 4"]
    assert told[-1].endswith("units.csv: 4; nothing has been changed.")
    assert not Unit.objects.exists()


def test_a_table_of_ones_own_brings_facts_and_hostnames(write):
    table = write(
        "30,Hải Dương,Tỉnh Hải Dương,tỉnh,province,,2025-03-01,haiduong.gov.vn,024,ubnd@haiduong.gov.vn",
        "10507,An Bình,Xã An Bình,xã,commune,30,2025-03-01,,,",
        header=f"{HEADER},hostname,phone,email",
    )
    assert run(table) == figures(new=2)
    assert Unit.objects.with_code("30").email == "ubnd@haiduong.gov.vn"
    assert Unit.objects.with_code("10507").hostname == "an-binh.haiduong.gov.vn"
    assert run(table) == figures(unchanged=2)


def test_a_table_of_ones_own_ends_renames_and_moves_units(write):
    hai_duong()
    table = write(
        "289,Mới,Huyện Mới,huyện,district,30,2025-04-01,",
        "10552,Bến Tắm,Phường Bến Tắm Đông,phường,commune,289,2025-03-01,",
        "10555,Hoàng Tân,Phường Hoàng Tân,phường,commune,290,2025-03-01,2025-05-01",
        header=f"{HEADER},valid_to",
    )
    result = run(table)
    assert (result["new"], result["closed"]) == (1, 1)
    unit = Unit.objects.with_code("10552")
    assert (unit.parent.code, unit.full_name) == ("289", "Phường Bến Tắm Đông")
    assert unit.name_folded == "phuong ben tam dong"
    assert Unit.objects.get(code="10555").valid_to == date(2025, 5, 1)


def test_an_import_that_somebody_else_overtook_writes_nothing(monkeypatch):
    hai_duong()
    monkeypatch.setattr(import_units, "read_units", lambda: ([], {}))
    with pytest.raises(CommandError, match="changed by somebody else meanwhile"):
        run("--edition=2025q1")
    assert Unit.objects.count() == 220


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--edition=2025", "--province=30"], "2025.csv; it passed to 31."),
        (["--province=99"], "2025.csv; Thành phố Hà Nội's is 01."),
        (["--domain=https://a.vn"], "--domain 'https://a.vn' has a scheme in it"),
        (["--file=/nowhere/units.csv"], "/nowhere/units.csv cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments, said):
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    assert said in str(caught.value)
    assert not Unit.objects.exists()
