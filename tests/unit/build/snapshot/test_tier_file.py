"""``sections.toml`` is read once and every fault in it is told with the file's name."""

import pytest

from build.errors import ConfigError
from build.snapshot.tier_file import UNITS_BELOW, read_tier

GOOD = """
[[section]]
key = "thong-bao"
title = "Thông báo"
types = ["notice"]
mode = "fill"
stale_after_days = 30
"""


def written(tmp_path, text, tier="xa"):
    (tmp_path / tier).mkdir()
    (tmp_path / tier / "sections.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_is_left_out_has_its_default(tmp_path):
    tier = read_tier(written(tmp_path, GOOD), "xa")
    (section,) = tier.section
    assert (tier.name, tier.units, tier.lowest) == ("", UNITS_BELOW, False)
    assert (section.mode, section.stale_after_days) == ("fill", 30)
    assert (section.fixed, section.order, section.home, section.intro) == (False, "date", 0, "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD + GOOD, "section 'thong-bao' is there twice"),
        (GOOD.replace("notice", "memo"), "has type 'memo', which is not a page type"),
        (GOOD.replace('["notice"]', "[]"), "has no page types"),
        (GOOD.replace("fill", "sometimes"), "Invalid enum value 'sometimes'"),
        (GOOD.replace("mode", "mood"), "unknown field `mood`"),
        (GOOD.replace('title = "Thông báo"', ""), "missing required field `title`"),
        (GOOD.replace("Thông báo", ""), "has no title"),
        (GOOD.replace("thong-bao", "thông báo"), "has a key that is not a slug"),
        (GOOD.replace("thong-bao", "tim-kiem"), "has a key that the sites use for something else"),
        ("[[section", "Expected ']]'"),
        ("name = 1" + GOOD, "Expected `str`, got `int`"),
        ('lowest = "có"' + GOOD, "Expected `bool`, got `str`"),
        ("title_of_units = ''" + GOOD, "unknown field `title_of_units`"),
        ("section = []", "there is no [[section]]"),
    ],
)
def test_a_fault_names_the_file_and_what_is_wrong(tmp_path, text, fault):
    with pytest.raises(ConfigError) as raised:
        read_tier(written(tmp_path, text), "xa")
    assert fault in str(raised.value)
    assert str(tmp_path / "xa" / "sections.toml") in str(raised.value)


def test_an_unknown_tier_is_told_with_those_there_are(tmp_path):
    with pytest.raises(ConfigError, match=r"tier 'huyện' is not one of those .*\(xa\)"):
        read_tier(written(tmp_path, GOOD), "huyện")
