"""What there is for programs: the catalogue in the W3C's DCAT 3 as JSON-LD, and its page for people."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from build.render import api
from build.render.filters import committee
from build.render.head import head
from build.render.item import Item, written
from build.render.parts import Part
from build.render.records import LinkedSection, Site
from build.render.schedules import CALENDAR
from build.render.site_plan import Around, SitePlan

FOLDER: Final = "du-lieu-mo/"
CATALOGUE: Final = f"{FOLDER}catalog.jsonld"
TITLE: Final = "Dữ liệu mở"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


class Figures(NamedTuple):
    """The tables of a page: its title and address, and the names of their files beside it."""

    title: str
    path: str
    files: tuple[str, ...]


def items(plan: SitePlan) -> Iterator[Item]:
    """The catalogue and the page."""
    tables = list(_figures(plan))
    key = plan.key("catalogue", plan.chrome_key, sorted(plan.schedules), tables)
    yield written(CATALOGUE, key, lambda: msgspec.json.encode(catalogue(plan.site, plan.schedules, tables)))
    yield Item(f"{FOLDER}index.html", "list", plan.key(key, "page"), lambda: _page(plan, tables))


def _figures(plan: SitePlan) -> Iterator[Figures]:
    """Those of the unit's own pages: what is shared with other sites stands in its origin's catalogue."""
    for page in plan.pages:
        if page.own and (names := page.table_names()):
            yield Figures(page.title, page.path, names)


def catalogue(site: Site, scheduled: Collection[str], tables: Sequence[Figures]) -> dict[str, Any]:
    """Every section as a dataset, in JSON and as a feed; the units above and below; each page of ``tables``.

    Sections whose keys are ``scheduled`` have a calendar besides.
    """
    home = site.unit.url
    publisher = {"@id": f"{home}/#unit", "@type": "foaf:Agent", "foaf:name": committee(site.unit.full_name)}
    return {
        "@context": _CONTEXT,
        "@id": f"{home}/{CATALOGUE}",
        "@type": "dcat:Catalog",
        "dct:title": _text(f"{TITLE} của {site.unit.in_sentence}"),
        "dct:description": _text(f"Dữ liệu mà {site.unit.in_sentence} công khai trên trang của mình."),
        "dct:language": "vi",
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": f"{home}/"},
        "dcat:dataset": [
            _unit(site),
            *(_section(site, one, one.key in scheduled) for one in site.sections),
            *(_tables(site, page) for page in tables),
        ],
    }


def _unit(site: Site) -> dict[str, Any]:
    home = site.unit.url
    return _dataset(
        f"{home}/#du-lieu",
        f"Thông tin chung của {site.unit.in_sentence}",
        "Địa chỉ, liên hệ, các đơn vị cấp trên, cấp dưới và các chuyên mục của trang.",
        f"{home}/",
        [_distribution("JSON", f"{home}/{api.SITE}", "application/json")],
    )


def _section(site: Site, section: LinkedSection, scheduled: bool) -> dict[str, Any]:
    home = site.unit.url
    front = home + section.url
    files = [
        _distribution("JSON", f"{home}/{api.section_path(section.key)}", "application/json"),
        _distribution("Atom", f"{front}feed.xml", "application/atom+xml"),
    ]
    if scheduled:
        files.append(_distribution("iCalendar", f"{front}{CALENDAR}", "text/calendar"))
    return _dataset(
        f"{front}#du-lieu",
        f"{section.title} – {site.unit.full_name}",
        section.intro or section.title,
        front,
        files,
    )


def _tables(site: Site, page: Figures) -> dict[str, Any]:
    address = site.unit.url + page.path
    kinds = {"csv": ("CSV", "text/csv"), "json": ("JSON", "application/json")}
    files = [(name, *kinds[name.rpartition(".")[2]]) for name in page.files]
    return _dataset(
        f"{address}#du-lieu",
        page.title,
        f"Số liệu của trang “{page.title}”.",
        address,
        [_distribution(format_, address + name, media_type) for name, format_, media_type in files],
    )


def _dataset(
    id_: str, title: str, description: str, page: str, distributions: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "@id": id_,
        "@type": "dcat:Dataset",
        "dct:title": _text(title),
        "dct:description": _text(description),
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": distributions,
    }


def _distribution(title: str, address: str, media_type: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": _MEDIA_TYPES + media_type},
    }


def _text(value: str) -> dict[str, str]:
    return {"@value": value, "@language": "vi"}


def _page(plan: SitePlan, tables: Sequence[Figures]) -> Part:
    site = plan.site
    description = f"Dữ liệu của {site.unit.in_sentence} để máy tính đọc: JSON, Atom, danh mục DCAT."
    lines = head(site, description=description, canonical=f"{site.unit.url}/{FOLDER}")
    lines += f'\n<link rel="alternate" type="application/ld+json" title="DCAT" href="/{CATALOGUE}">'
    sections = [
        (section, f"/{api.section_path(section.key)}", CALENDAR if section.key in plan.schedules else "")
        for section in site.sections
    ]
    context = {
        "title": TITLE,
        "catalogue": f"/{CATALOGUE}",
        "site_file": f"/{api.SITE}",
        "sections": sections,
        "tables": tables,
    }
    main = plan.theme.part("open_data.html", {**plan.context(), **context})
    return plan.compose(main, Around(None, TITLE, lines, TITLE, plan.urgent.banner("everywhere")))
