"""The sections that each tier's sites are given: complete, alike in name, and in terms the code knows."""

import tomllib
from pathlib import Path

import pytest

from build.snapshot.page_types import PAGE_TYPES
from build.snapshot.tier_file import SectionSpec, read_tier

TIERS = ("province", "district", "commune")


def _sections(root: Path, tier: str) -> tuple[SectionSpec, ...]:
    return read_tier(root / "sites", tier).section


@pytest.mark.parametrize("tier", TIERS)
def test_every_section_says_all_there_is_to_say(root: Path, tier: str) -> None:
    # The file itself: what is left out there has a default once it is read.
    written = tomllib.loads((root / "sites" / tier / "sections.toml").read_text("utf-8"))["section"]
    for section in written:
        assert section.keys() == set(SectionSpec.__struct_fields__)


def test_all_tiers_have_the_same_sections_so_that_pages_find_their_slots(root: Path) -> None:
    keys = [sorted(section.key for section in _sections(root, tier)) for tier in TIERS]
    assert keys[0] == keys[1] == keys[2]


def test_a_page_of_one_tier_is_allowed_in_its_section_on_all(root: Path) -> None:
    types = [{section.key: section.types for section in _sections(root, tier)} for tier in TIERS]
    assert types[0] == types[1] == types[2]


@pytest.mark.parametrize("tier", TIERS)
def test_every_page_type_has_a_section(root: Path, tier: str) -> None:
    assert {name for section in _sections(root, tier) for name in section.types} == set(PAGE_TYPES)


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("key", ["tin-tuc", "thong-bao"])
def test_news_and_notices_come_from_above_unless_a_unit_decides_otherwise(
    root: Path, tier: str, key: str
) -> None:
    section = next(section for section in _sections(root, tier) if section.key == key)
    assert (section.mode, section.fixed) == ("merge", False)
