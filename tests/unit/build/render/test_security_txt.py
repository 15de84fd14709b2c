"""Who finds a hole is told whom to write to."""

import msgspec
import pytest

from build.render.security_txt import PATH, expires
from build.snapshot.schema import Shown
from tests.samples.snapshots import Example


def shown(published, modified=None):
    return Shown(
        section="tin-tuc",
        slug="a",
        document="d",
        origin="1",
        canonical="1",
        published_at=published,
        modified_at=modified,
    )


@pytest.mark.parametrize(
    ("published", "modified", "until"),
    [
        ("2026-01-01T00:00:00+00:00", None, "2027-01-01T00:00:00Z"),
        ("2026-06-30T23:59:59+00:00", None, "2027-01-01T00:00:00Z"),
        ("2026-07-01T00:00:00+00:00", None, "2027-07-01T00:00:00Z"),
        ("2025-01-01T00:00:00+00:00", "2026-12-31T23:00:00+00:00", "2027-07-01T00:00:00Z"),
        (None, None, "1971-01-01T00:00:00Z"),
    ],
)
def test_it_holds_for_half_a_year_to_a_year_after_the_newest_edit(published, modified, until):
    assert (
        expires([shown("2020-05-05T00:00:00+00:00")] * (published is not None) + [shown(published, modified)])
        == until
    )


def test_a_unit_with_an_address_for_mail_has_the_file(tmp_path):
    example = Example(tmp_path)
    unit = msgspec.structs.replace(example.unit.unit, email="ubnd@xa.example.vn")
    example.change(unit=unit)
    example.render()
    lines = example.files()[PATH].decode().splitlines()
    names = dict(line.split(": ", 1) for line in lines)
    assert names.keys() == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert names["Contact"] == "mailto:ubnd@xa.example.vn"
    assert names["Canonical"].endswith("/.well-known/security.txt")


def test_a_unit_without_one_has_none(tmp_path):
    example = Example(tmp_path)
    example.change(unit=msgspec.structs.replace(example.unit.unit, email=""))
    example.render()
    assert PATH not in example.files()
