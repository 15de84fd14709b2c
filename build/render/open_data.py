"""What there is for programs: the catalogue in the W3C's DCAT 3 as JSON-LD, and its page for people."""

from collections.abc import Collection, Iterator
from typing import Any, Final

import msgspec

from build.render import api
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


def items(plan: SitePlan) -> Iterator[Item]:
    """The catalogue and the page."""
    key = plan.key("catalogue", plan.chrome_key, sorted(plan.schedules))
    yield written(CATALOGUE, key, lambda: msgspec.json.encode(catalogue(plan.site, plan.schedules)))
    yield Item(f"{FOLDER}index.html", "list", plan.key(key, "page"), lambda: _page(plan))


def catalogue(site: Site, scheduled: Collection[str]) -> dict[str, Any]:
    """Every section as a dataset, in JSON and as a feed, and the units above and below as one more.

    Those whose keys are ``scheduled`` have a calendar besides.
    """
    home = site.unit.url
    publisher = {"@id": f"{home}/#unit", "@type": "foaf:Agent", "foaf:name": f"UBND {site.unit.full_name}"}
    return {
        "@context": _CONTEXT,
        "@id": f"{home}/{CATALOGUE}",
        "@type": "dcat:Catalog",
        "dct:title": _text(f"{TITLE} của {site.unit.full_name}"),
        "dct:description": _text(f"Dữ liệu mà {site.unit.full_name} công khai trên trang của mình."),
        "dct:language": "vi",
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": f"{home}/"},
        "dcat:dataset": [_unit(site), *(_section(site, one, one.key in scheduled) for one in site.sections)],
    }


def _unit(site: Site) -> dict[str, Any]:
    home = site.unit.url
    return _dataset(
        f"{home}/#du-lieu",
        f"Thông tin chung của {site.unit.full_name}",
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


def _page(plan: SitePlan) -> Part:
    site = plan.site
    description = f"Dữ liệu của {site.unit.full_name} để máy tính đọc: JSON, Atom, danh mục DCAT."
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
    }
    main = plan.theme.part("open_data.html", {**plan.context(), **context})
    return plan.compose(main, Around(None, TITLE, lines, TITLE, plan.urgent.banner("everywhere")))
