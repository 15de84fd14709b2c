"""The site for programs: static JSON of the unit, its sections and what it wrote (docs/architecture/api.md).

A page's fields stand in the files of the unit that wrote it and nowhere else: what is shared with 220
sites is written once, and each of them names it and says where it is.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import msgspec
from markupsafe import Markup

from build.render.item import Item, written
from build.render.paging import runs_from_last
from build.render.records import LinkedSection, LinkedUnit
from build.render.schedules import CALENDAR
from build.render.site_plan import SitePlan
from build.render.views import ShownPage
from build.snapshot.page_types import PAGE_TYPES

VERSION: Final = 1
AT_ONCE: Final = 50
"""Pages in one file; the first, which has the newest, has from half as many to half more."""
SITE: Final = "api/site.json"


class Extract(NamedTuple):
    """One file of a section: some of its pages; ``following`` is the number of the next file, 0 for none."""

    section: LinkedSection
    pages: Sequence[ShownPage]
    following: int
    scheduled: bool
    """Whether the section has a calendar to be followed."""


def section_path(key: str, number: int = 0) -> str:
    """Where the section's first file is, or that of a number, from the site's root; 1 has the last pages."""
    return f"api/{key}-{number}.json" if number else f"api/{key}.json"


def items(plan: SitePlan) -> Iterator[Item]:
    """The file of the site, and one for each section and each ``AT_ONCE`` pages in it.

    They are numbered from the last, so that a new page changes the first and leaves the others as they are.
    """
    site = plan.site
    yield written(SITE, plan.key("api", plan.chrome_key), lambda: _json(_site(plan)))
    for section, pages in plan.by_section():
        scheduled = section.key in plan.schedules
        parts = runs_from_last(pages, AT_ONCE)
        for place, part in enumerate(parts):
            following = len(parts) - place - 1
            extract = Extract(section, part, following, scheduled)
            made_of = [scheduled, *((page.main_key, plan.entries[page.path].summary) for page in part)]
            key = plan.key("api", site.unit.code, site.unit.url, section, following, made_of)
            path = section_path(section.key, following + 1 if place else 0)
            yield written(path, key, partial(_section, plan, extract))


def _json(data: dict[str, Any]) -> bytes:
    return msgspec.json.encode({"version": VERSION, **data})


def _site(plan: SitePlan) -> dict[str, Any]:
    site = plan.site
    facts = ("tier", "kind", "address", "phone", "email", "hours", "leader")
    return {
        "unit": _unit(site.unit) | {name: getattr(site.unit, name) for name in facts},
        "parents": [_unit(unit) for unit in site.parents],
        "children": [_unit(unit) for unit in site.children],
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "intro": section.intro,
                "legal_basis": section.legal_basis,
                "url": site.unit.url + section.url,
                "api": f"{site.unit.url}/{section_path(section.key)}",
            }
            for section in site.sections
        ],
    }


def _unit(unit: LinkedUnit) -> dict[str, Any]:
    names = {"code": unit.code, "name": unit.name, "full_name": unit.full_name}
    return {**names, "former_names": unit.former_names, "url": f"{unit.url}/", "api": f"{unit.url}/{SITE}"}


def _section(plan: SitePlan, extract: Extract) -> bytes:
    section, home = extract.section, plan.site.unit.url
    return _json(
        {
            "section": {"key": section.key, "title": section.title, "url": home + section.url},
            "unit": plan.site.unit.code,
            "next": f"{home}/{section_path(section.key, extract.following)}" if extract.following else None,
            "calendar": f"{home}{section.url}{CALENDAR}" if extract.scheduled else None,
            "pages": [_page(plan, page) for page in extract.pages],
        }
    )


def _page(plan: SitePlan, page: ShownPage) -> dict[str, Any]:
    shown, entry = page.shown, plan.entries[page.path]
    data = {
        "slug": shown.slug,
        "type": page.document.type,
        "title": page.title,
        "summary": entry.summary,
        "url": plan.site.unit.url + page.path,
        "canonical": page.canonical_url,
        "origin": shown.origin,
        "published": shown.published_at,
        "modified": shown.modified_at,
        "mandatory": shown.mandatory,
    }
    return data | ({"fields": _fields(page), "files": _files(plan, page)} if page.own else {})


def _fields(page: ShownPage) -> dict[str, Any]:
    ready = page.context()["page"]
    values = ((name, getattr(ready, name)) for name in PAGE_TYPES[page.document.type])
    return {name: str(value) if isinstance(value, Markup) else value for name, value in values}


def _files(plan: SitePlan, page: ShownPage) -> list[dict[str, Any]]:
    home = plan.site.unit.url
    return [
        {
            "name": file.name,
            "url": f"{home}/{file.asset}",
            "type": file.media_type,
            "size": file.size,
            "alt": file.alt,
        }
        for file in page.document.files
    ]
