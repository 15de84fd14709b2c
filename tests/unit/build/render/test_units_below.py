"""What a home page says of the units below its unit."""

import re

import pytest

from build.snapshot.schema import UnitRef
from tests.samples.snapshots import Example


def unit(code: str, tier: str) -> UnitRef:
    return UnitRef(code=code, name=code, full_name=f"Xã {code}", tier=tier, hostname=f"x{code}.localhost")


@pytest.mark.parametrize(
    ("tiers", "heading"),
    [
        (["commune", "commune"], "Đơn vị hành chính cấp xã"),
        (["district"], "Đơn vị hành chính cấp huyện"),
        (["district", "commune"], "Đơn vị trực thuộc"),
        (["a-tier-without-a-folder"], "Đơn vị trực thuộc"),
        (["commune", "a-tier-without-a-folder"], "Đơn vị trực thuộc"),
    ],
)
def test_the_heading_over_them_is_their_tiers_or_one_for_all(tmp_path, tiers, heading):
    example = Example(tmp_path)
    example.change(children=tuple(unit(str(number), tier) for number, tier in enumerate(tiers, 1)))
    example.render()
    home = example.files()["index.html"].decode()
    assert re.findall(r'<h2 id="don-vi-truc-thuoc">([^<]*)</h2>', home) == [heading]
