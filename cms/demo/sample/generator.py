"""All lines of the sample content, unit after unit from the top."""

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any, Final

from cms.demo.sample.calendar import EARLY_2025, Calendar
from cms.demo.sample.decisions import decision_lines
from cms.demo.sample.forest import Forest, SampleUnit
from cms.demo.sample.pages import Line, Writer, later
from cms.demo.sample.pictures import Pictures
from cms.demo.sample.plan import OWN_PAGES, SHARED_BY_A_MIDDLE_UNIT
from cms.demo.sample.procedure_pages import procedure_page
from cms.demo.sample.reach import reach
from cms.demo.sample.slugs import free_slug
from cms.demo.sample.templates import Procedure, Sheet, Template, procedures, sheets
from cms.demo.sample.unseen import unseen_pages

TWICE: Final = re.compile(r"\b(\w+(?: \w+){1,2}) \1\b")
"""A phrase that stands twice in a row."""


def generate(
    units: Sequence[SampleUnit],
    seed: int,
    pictures: Pictures = MappingProxyType({}),
    calendar: Calendar = EARLY_2025,
) -> Iterator[Line]:
    """Lines of the import format (page, decision and section), equal for equal arguments.

    Without ``pictures`` (``draw_pictures``) no line names a file.
    """
    forest = Forest(units)
    shared: dict[str, list[Line]] = {}
    for index, unit in enumerate(forest.from_the_top()):
        writer = Writer(forest, unit, seed, pictures, calendar)
        above = forest.above(unit)
        inherited = [line for parent in reversed(above) for line in shared[parent.code]]
        used = {line["slug"] for line in inherited}
        pages = [*_addressed(_shared_pages(writer), used), *_addressed(_own_pages(writer), used)]
        shared[unit.code] = [line for line in pages if line.get("reach", "own") != "own"]
        yield from pages
        yield from decision_lines(writer, index, inherited)


def _addressed(lines: Iterator[Line], used: set[str]) -> Iterator[Line]:
    """The lines with slugs that are not in ``used``, nor twice."""
    for line in lines:
        line["slug"] = free_slug(line["title"], used)
        used.add(line["slug"])
        # "Quy ước khu dân cư" of what is called "khu dân cư Mạn Đê"; pages stay known by the address.
        line["title"] = TWICE.sub(r"\1", line["title"])
        yield line


def _shared_pages(writer: Writer) -> Iterator[Line]:
    forms = [(s, t) for s in sheets() for t in s.template if t.share and t.share.by == writer.role]
    if writer.role == "middle":
        forms = writer.rng("shared").sample(forms, min(SHARED_BY_A_MIDDLE_UNIT, len(forms)))
    for sheet, template in forms:
        page = writer.page(sheet, template)
        yield page | _sharing(writer, template, page["published_at"])
    if writer.role == "top":
        yield from (procedure_page(writer, row) | _procedure_sharing(writer, row) for row in procedures())


def _sharing(writer: Writer, template: Template, published_at: str) -> dict[str, Any]:
    share = template.share
    settings = {"reach": reach(share.reach, writer.forest, writer.unit), "strength": share.strength}
    if share.locked:
        settings["locked"] = list(share.locked)
    if share.deadline:
        settings["deadline"] = later(published_at, share.deadline)
    return settings


def _procedure_sharing(writer: Writer, row: Procedure) -> dict[str, Any]:
    locked = {"locked": ["fee", "time_limit", "legal_basis"]} if row.strength == "default" else {}
    return {"reach": reach(row.level, writer.forest, writer.unit), "strength": row.strength, **locked}


def _own_pages(writer: Writer) -> Iterator[Line]:
    for section, counts in OWN_PAGES.items():
        forms = _own_forms(section, writer)
        count = min(counts[writer.role], len(forms))
        for sheet, template in writer.rng("own", section).sample(forms, count):
            yield writer.page(sheet, template)
    yield from _planned_weeks(writer)
    yield from unseen_pages(writer)


def _planned_weeks(writer: Writer) -> Iterator[Line]:
    forms = [(sheet, form) for sheet in sheets() if sheet.type == "schedule" for form in sheet.template]
    for monday in writer.calendar.planned_weeks():
        yield from (writer.page(sheet, template, monday) for sheet, template in forms)


def _own_forms(section: str, writer: Writer) -> list[tuple[Sheet, Template]]:
    """What may be drawn for the section; no week of leaders where all weeks that there are stand planned."""
    planned = "schedule" if writer.calendar.weeks else ""
    return [
        (sheet, template)
        for sheet in sheets()
        if sheet.section == section and sheet.type != planned
        for template in sheet.template
        if template.share is None and writer.role in template.roles
    ]
