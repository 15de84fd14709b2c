"""Which sections a unit of a tier has: ``sites/<tier>/sections.toml``, read once and checked."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.validators import validate_slug

from build.snapshot.page_types import PAGE_TYPES

RESERVED_KEYS = frozenset({"_a", "api", "tim-kiem", "trang"})
"""Names that a site's own addresses begin with."""


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


class _File(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    section: tuple[SectionSpec, ...]
    name: str = ""
    units: str = ""
    lowest: bool = False


def load_sections(tier: str) -> tuple[SectionSpec, ...]:
    """The sections of a tier in the order of its sites; ImproperlyConfigured says what is wrong."""
    return read_sections(Path(settings.ROOT) / "sites", tier)


@cache
def read_sections(sites: Path, tier: str) -> tuple[SectionSpec, ...]:
    """The same from any folder of tiers."""
    file = sites / tier / "sections.toml"
    if not file.is_file():
        tiers = ", ".join(sorted(found.parent.name for found in sites.glob("*/sections.toml")))
        raise ImproperlyConfigured(
            f"There is no {file}: tier {tier!r} is not one of those in {sites} ({tiers or 'none'})."
        )
    try:
        sections = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _File).section
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ImproperlyConfigured(f"{file}: {error}.") from error
    faults = _faults(sections)
    if faults:
        raise ImproperlyConfigured(f"{file}: {'; '.join(faults)}.")
    return sections


def _faults(sections: tuple[SectionSpec, ...]) -> list[str]:
    keys = [section.key for section in sections]
    faults = [f"section {key!r} is there twice" for key in sorted(set(keys)) if keys.count(key) > 1]
    for section in sections:
        faults += [f"section {section.key!r} {fault}" for fault in _faults_of(section)]
    return faults


def _faults_of(section: SectionSpec) -> list[str]:
    unknown = [name for name in section.types if name not in PAGE_TYPES]
    faults = [f"has type {name!r}, which is not a page type" for name in unknown]
    if not section.types:
        faults.append("has no page types")
    if not section.title:
        faults.append("has no title")
    if not validate_slug.regex.fullmatch(section.key) or section.key != section.key.lower():
        faults.append("has a key that is not a slug")
    if section.key in RESERVED_KEYS:
        faults.append("has a key that the sites use for something else")
    return faults
