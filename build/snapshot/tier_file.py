"""What ``sites/<tier>/sections.toml`` says of a tier: its name, and what the sites of its units have."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

from build.errors import ConfigError
from build.snapshot.page_types import PAGE_TYPES

RESERVED_KEYS: Final = frozenset({"_a", "api", "tim-kiem", "trang"})
"""Names that a site's own addresses begin with."""
UNITS_BELOW: Final = "Đơn vị trực thuộc"
_KEY: Final = re.compile(r"[a-z0-9_-]+")


class SectionSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One ``[[section]]``. ``mode`` is the tier's; units may change it unless ``fixed``.

    ``types`` are the page types that may be written in it. ``order`` puts pages by date, or the
    unit's own before inherited ones. ``home`` is how many of its pages the home page lists; the board calls
    a section stale after ``stale_after_days`` without a change, never when that is 0.
    """

    key: str
    title: str
    types: tuple[str, ...]
    intro: str = ""
    mode: Literal["own", "fill", "merge", "locked"] = "merge"
    fixed: bool = False
    order: Literal["date", "own_first"] = "date"
    legal_basis: str = ""
    stale_after_days: int = 0
    home: int = 0


class Tier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file: the sections of a tier in the order of its sites, and what others say of its units.

    ``name`` is what editors call the tier, ``units`` the heading over a list of its units; below units of a
    ``lowest`` tier there are none.
    """

    section: tuple[SectionSpec, ...]
    name: str = ""
    units: str = UNITS_BELOW
    lowest: bool = False


def tiers_in(sites: Path) -> list[str]:
    """The names of the folders in ``sites`` that are tiers, in order."""
    return sorted(found.parent.name for found in sites.glob("*/sections.toml"))


@cache
def read_tier(sites: Path, name: str) -> Tier:
    """The tier of that name, read once and checked; ConfigError names the file and everything wrong in it."""
    file = sites / name / "sections.toml"
    if not file.is_file():
        tiers = ", ".join(tiers_in(sites)) or "none"
        raise ConfigError(f"There is no {file}: tier {name!r} is not one of those in {sites} ({tiers}).")
    try:
        tier = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Tier)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{file}: {error}.") from error
    faults = _faults(tier.section)
    if faults:
        raise ConfigError(f"{file}: {'; '.join(faults)}.")
    return tier


def _faults(sections: tuple[SectionSpec, ...]) -> list[str]:
    keys = [section.key for section in sections]
    faults = [f"section {key!r} is there twice" for key in sorted(set(keys)) if keys.count(key) > 1]
    for section in sections:
        faults += [f"section {section.key!r} {fault}" for fault in _faults_of(section)]
    return faults or ([] if sections else ["there is no [[section]]"])


def _faults_of(section: SectionSpec) -> list[str]:
    unknown = [name for name in section.types if name not in PAGE_TYPES]
    faults = [f"has type {name!r}, which is not a page type" for name in unknown]
    if not section.types:
        faults.append("has no page types")
    if not section.title:
        faults.append("has no title")
    if not _KEY.fullmatch(section.key):
        faults.append("has a key that is not a slug")
    if section.key in RESERVED_KEYS:
        faults.append("has a key that the sites use for something else")
    return faults
