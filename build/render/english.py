"""The page in English that a province has: its contacts and structure, from the same data as its own pages.

Names stay as they are, with their marks; what offices and posts are, what sections are called and when
offices are open comes from a glossary (english.toml). What it does not know stays Vietnamese, marked as such.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from build.render.head import head
from build.render.item import Item
from build.render.offices import Office, offices
from build.render.parts import Chrome, Part, Slots, joined
from build.render.records import LinkedSection, LinkedUnit
from build.render.site_plan import Around, SitePlan

FOLDER: Final = "en/"


class _Glossary(msgspec.Struct):
    """English for the beginnings of Vietnamese names, of which the longest that fits is taken; for sections
    by their keys; for the words of office hours; for notes behind addresses and numbers.
    """

    units: dict[str, str]
    offices: dict[str, str]
    posts: dict[str, str]
    sections: dict[str, str]
    hours: dict[str, str]
    notes: dict[str, str]


_GLOSSARY: Final = msgspec.toml.decode(Path(__file__).with_suffix(".toml").read_bytes(), type=_Glossary)
_CLOCK: Final = r"(?P<hour>\d{1,2})\s*(?:giờ|h|:)(?:\s*(?P<minute>\d{2}))?(?:\s*phút)?"
_HOURS: Final = re.compile(
    rf"{_CLOCK}|(?<!\w)(?P<word>{'|'.join(sorted(_GLOSSARY.hours, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(rf"(?P<said>.*?)\s*\((?P<note>{'|'.join(_GLOSSARY.notes)})\)")


class EnglishName(NamedTuple):
    """What a unit is called in English: its proper name, and its kind where that is known."""

    proper: str
    kind: str

    def __str__(self) -> str:
        return f"{self.proper} {self.kind}".strip()


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
    context = plan.context() | english_context(site.unit, site.children, site.sections, found)
    title = f"People's Committee of {context['name']}"
    lines = head(
        site,
        description=f"{title}: address, telephone, offices, officials and administrative units",
        canonical=f"{site.unit.url}/{FOLDER}",
    )
    frame = Chrome(plan.theme.render("english_frame.html", {**context, "slot": Slots}))
    main = plan.theme.part("english.html", context)
    around = Around(None, title, lines, "English", plan.urgent.banner("everywhere"))
    return plan.compose(Part(main.html, joined(main.refs, frame.refs)), around, frame)


def english_context(
    unit: LinkedUnit,
    children: Iterable[LinkedUnit],
    sections: Iterable[LinkedSection],
    offices: Sequence[EnglishOffice],
) -> dict[str, Any]:
    """What ``english.html`` and its frame name besides what every template of the site may."""
    return {
        "name": unit_in_english(unit),
        "hours": hours_in_english(unit.hours),
        "menu": [(section, _GLOSSARY.sections.get(section.key, "")) for section in sections],
        "offices": offices,
        "units": [(child, unit_in_english(child)) for child in children],
        "noted": noted,
    }


def unit_in_english(unit: LinkedUnit) -> EnglishName:
    """``Hải Dương Province`` for ``Tỉnh Hải Dương``; the name as it is where its kind is not known."""
    kind = _longest(_GLOSSARY.units, unit.full_name)
    return EnglishName(unit.full_name[len(kind) :].strip(), _GLOSSARY.units.get(kind, ""))


def hours_in_english(hours: str) -> str:
    """``Monday to Friday: 07:30 – 11:30`` and the like; empty where a word of ``hours`` is not known."""
    if re.search(r"\w", _HOURS.sub("", hours)):
        return ""
    text = _HOURS.sub(_hour, hours)
    return text[:1].upper() + text[1:]


def _hour(found: re.Match[str]) -> str:
    if found["hour"]:
        return f"{int(found['hour']):02}:{found['minute'] or '00'}"
    return _GLOSSARY.hours[found["word"].lower()]


def noted(text: str) -> tuple[str, str]:
    """``text`` without the note in brackets behind it, and that in English; empty for none that is known."""
    found = _NOTE.fullmatch(text)
    return (found["said"], _GLOSSARY.notes[found["note"]]) if found else (text, "")


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
