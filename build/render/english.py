"""The page in English that a province has: its contacts and structure, from the same data as its own pages.

Names stay as they are, with their marks; what offices and posts are comes from a glossary (english.toml).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from build.render.head import head
from build.render.item import Item
from build.render.offices import Office, offices
from build.render.parts import Part
from build.render.records import LinkedUnit
from build.render.site_plan import Around, SitePlan

FOLDER: Final = "en/"


class _Glossary(msgspec.Struct):
    """English for the beginnings of Vietnamese names; the longest that fits is taken."""

    units: dict[str, str]
    offices: dict[str, str]
    posts: dict[str, str]


_GLOSSARY: Final = msgspec.toml.decode(Path(__file__).with_suffix(".toml").read_bytes(), type=_Glossary)


class EnglishOffice(NamedTuple):
    """An office with what it is in English, and the posts of its people in theirs; empty where unknown."""

    office: Office
    english: str
    posts: tuple[str, ...]


def items(plan: SitePlan) -> Iterator[Item]:
    """The page, on the site of a unit that has none above it."""
    if plan.site.parents:
        return
    found = [in_english(office) for office in offices(plan.pages)]
    yield Item(
        f"{FOLDER}index.html", "list", plan.key(plan.chrome_key, "en", found), lambda: _page(plan, found)
    )


def _page(plan: SitePlan, found: list[EnglishOffice]) -> Part:
    site = plan.site
    name = unit_in_english(site.unit)
    title = f"People's Committee of {name}"
    lines = head(
        site,
        description=f"{title}: address, telephone, offices, officials and administrative units",
        canonical=f"{site.unit.url}/{FOLDER}",
    )
    units = [(unit, unit_in_english(unit)) for unit in site.children]
    context: dict[str, Any] = {"site": site.unit, "title": title, "offices": found, "units": units}
    main = plan.theme.part("english.html", context)
    return plan.compose(main, Around(None, title, lines, "English", plan.urgent.banner("everywhere")))


def unit_in_english(unit: LinkedUnit) -> str:
    """``Hải Dương Province`` for ``Tỉnh Hải Dương``; the name as it is where its kind is not known."""
    kind = _longest(_GLOSSARY.units, unit.full_name)
    return f"{unit.full_name[len(kind) :].strip()} {_GLOSSARY.units[kind]}" if kind else unit.full_name


def in_english(office: Office) -> EnglishOffice:
    """The office with what the glossary knows of it."""
    posts = tuple(_english(_GLOSSARY.posts, person.post) for person in office.people)
    return EnglishOffice(office, _english(_GLOSSARY.offices, office.title), posts)


def _english(words: dict[str, str], name: str) -> str:
    return words.get(_longest(words, name), "")


def _longest(words: dict[str, str], name: str) -> str:
    """The longest of ``words`` that ``name`` begins with, whole and in any case; empty for none."""
    fits = (word for word in words if re.match(rf"{re.escape(word)}(?!\w)", name, re.IGNORECASE))
    return max(fits, key=len, default="")
