"""One site as a Hugo project: its settings, sections, narrowed lists (taxonomies) and pages.

All that our own build works out from texts and tables is handed to Hugo ready made: links, placeholders,
paragraphs, teasers, names of committees, plots, structured data, which choices narrow a list and how many
pages each has, which pages are related. Lists, their pages, feeds and what stands around a text are Hugo's.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec
from jinja2 import Environment

from build.render import english, listing
from build.render.assets import Assets
from build.render.facets import Facet, facets
from build.render.filters import paragraphs, phone_link
from build.render.offices import offices
from build.render.policy import policy
from build.render.records import Entry, LinkedSection, Site, site_of
from build.render.schedules import on_front
from build.render.site_plan import SitePlan
from build.render.structured_data import organisation, website
from build.render.theme import Theme
from build.snapshot.page_types import WEEKDAYS
from build.snapshot.store import SiteEntry, SnapshotReader
from scripts.benchmarks.hugo_page import body, front_matter, json_ld, picture_params, unit_params

_API: Final = "/api"
_VISITING: Final = frozenset({"district", "commune"})
_MEDIA_TYPES: Final = {
    "application/atom+xml": "xml",
    "application/feed+json": "json",
    "application/opensearchdescription+xml": "xml",
}
_OUTPUTS: Final = {
    "atom": {"mediaType": "application/atom+xml", "baseName": "feed"},
    "feedjson": {"mediaType": "application/feed+json", "baseName": "feed", "isPlainText": True},
    "opensearch": {"mediaType": "application/opensearchdescription+xml", "baseName": "opensearch"},
    "facts": {"mediaType": "application/json", "path": "api", "baseName": "site", "isPlainText": True},
    "api": {"mediaType": "application/json", "path": "api", "isPlainText": True},
    "search": {"mediaType": "application/json", "path": "_tim", "baseName": "0", "isPlainText": True},
}
_SINGLE: Final = (
    ("tim-kiem", "search", "Tìm kiếm", "/tim-kiem/"),
    ("ung-dung", "app", "Ứng dụng", "/ung-dung/"),
    ("du-lieu-mo", "open_data", "Dữ liệu mở", "/du-lieu-mo/"),
    ("ngoai-tuyen", "offline", "Không có mạng", "/ngoai-tuyen.html"),
)
"""Pages that every site has once: file, layout, title, address."""


def site_plan(entry: SiteEntry, reader: SnapshotReader, assets: Assets) -> SitePlan:
    """The site as our own build sees it, for its pages and their texts; nothing is rendered."""
    snapshot, documents = reader.site(entry.code)
    site = site_of(snapshot, "http://{hostname}:8000")
    return SitePlan(site, documents, Theme(Environment(autoescape=True), assets, "bench"), _API)


def write_project(folder: Path, plan: SitePlan) -> None:
    """The project of the planned site below ``folder``, but for its theme."""
    content = folder / "content"
    for path, data in plan.assets.files.items():
        write(folder / "static" / path, data)
    for name, layout, title, url in _SINGLE:
        _write_json(content / f"{name}.html", _single(layout, title, url))
    if not plan.site.parents:
        _write_json(content / "en.html", _english(plan))
    folders = set()
    for weight, section in enumerate(plan.site.sections, 1):
        folders |= _write_section(content, plan, section, weight)
    _write_json(folder / "hugo.json", _settings(plan, folders))


def _write_section(content: Path, plan: SitePlan, section: LinkedSection, weight: int) -> set[str]:
    """The section with its pages and the lists it is narrowed to; the folders of those lists."""
    pages = next(pages for found, pages in plan.by_section() if found == section)
    entries = [plan.entries[page.path] for page in pages]
    found = facets(section.title, entries)
    weeks = plan.schedules.get(section.key)
    week = on_front(plan.site.unit.url, section, weeks) if weeks else {}
    _write_json(content / section.key / "_index.html", _section(section, weight, entries, found, week))
    for facet in found:
        for choice in facet.choices:
            path = content / section.key / facet.folder / choice.key / "_index.html"
            _write_json(path, _listed(choice.title, choice.entries, heading=choice.heading))
    for place, (page, entry) in enumerate(zip(pages, entries, strict=True), 1):
        matter = front_matter(page, plan) | {"weight": place} | _choices(section, found, entry)
        _write_json(content / section.key / f"{page.shown.slug}.html", matter, body(page))
    return {f"{section.key}/{facet.folder}" for facet in found}


def _section(
    section: LinkedSection, weight: int, entries: list[Entry], found: list[Facet], week: dict[str, Any]
) -> dict[str, Any]:
    links = listing.links(section, found)
    weeks = {**week, "weeks": [shown.url for shown in week["weeks"]]} if week else {}
    return {"weight": weight} | _listed(
        section.title,
        entries,
        home=section.home,
        intro=section.intro,
        intro_html=str(paragraphs(section.intro)) if section.intro else "",
        legal_basis=section.legal_basis,
        facets=[{"label": label, "links": [link._asdict() for link in choices]} for label, choices in links],
        **weeks,
    )


def _listed(title: str, entries: list[Entry], **params: Any) -> dict[str, Any]:
    return {"title": title, "params": {"page_size": listing.page_size(entries), **params}}


def _choices(section: LinkedSection, found: Iterable[Facet], entry: Entry) -> dict[str, list[str]]:
    """The narrowed lists that the entry stands in, as terms of taxonomies."""
    terms = {
        f"{section.key}/{facet.folder}": [c.key for c in facet.choices if entry in c.entries]
        for facet in found
    }
    return {taxonomy: chosen for taxonomy, chosen in terms.items() if chosen}


def _single(layout: str, title: str, url: str, **params: Any) -> dict[str, Any]:
    return {"title": title, "layout": layout, "url": url, "build": {"list": "never"}, "params": params}


def _english(plan: SitePlan) -> dict[str, Any]:
    found = [english.in_english(office) for office in offices(plan.pages)]
    people = [
        [
            {**person._asdict(), "english": post, "phone": str(phone_link(person.phone))}
            for person, post in zip(shown.office.people, shown.posts, strict=True)
        ]
        for shown in found
    ]
    return _single(
        "english",
        f"People's Committee of {english.unit_in_english(plan.site.unit)}",
        "/en/",
        offices=[
            {
                **shown.office._asdict(),
                "english": shown.english,
                "phone": str(phone_link(shown.office.phone)),
                "people": staff,
            }
            for shown, staff in zip(found, people, strict=True)
        ],
        units=[{"url": unit.url, "name": str(english.unit_in_english(unit))} for unit in plan.site.children],
    )


def _settings(plan: SitePlan, taxonomies: Iterable[str]) -> dict[str, Any]:
    site = plan.site
    return {
        "baseURL": f"{site.unit.url}/",
        "title": site.unit.full_name,
        "locale": "vi",
        "security": {"allowContent": ["! ^text/org$"]},
        "timeZone": "Asia/Ho_Chi_Minh",
        "buildFuture": True,
        "enableRobotsTXT": True,
        "disableHugoGeneratorInject": True,
        "disableKinds": ["taxonomy", "rss"],
        "taxonomies": {name: name for name in sorted(taxonomies)},
        "pagination": {"pagerSize": listing.PAGE_SIZE, "path": "trang", "disableAliases": True},
        "mediaTypes": {media: {"suffixes": [suffix]} for media, suffix in _MEDIA_TYPES.items()},
        "outputFormats": {name: {**about, "notAlternative": True} for name, about in _OUTPUTS.items()},
        "outputs": {
            "home": ["html", "atom", "feedjson", "opensearch", "facts", "search"],
            "section": ["html", "atom", "feedjson", "api"],
            "term": ["html"],
            "page": ["html"],
        },
        "params": _params(site, plan.assets),
    }


def _params(site: Site, assets: Assets) -> dict[str, Any]:
    unit, look = site.unit, site.snapshot.look
    icon = {"kind": "svg+xml", "url": assets.image("icon.svg")}
    return {
        "unit": {
            **msgspec.structs.asdict(unit),
            **unit_params(unit),
            "phone_link": str(phone_link(unit.phone)),
        },
        "parents": [unit_params(parent) for parent in site.parents],
        "children": [unit_params(child) for child in site.children],
        "sections": [{"key": s.key, "title": s.title, "url": s.url} for s in site.sections],
        "trail": ", ".join(parent.full_name for parent in site.parents) or "Việt Nam",
        "site_kind": f"{'Trang' if site.parents else 'Cổng'} thông tin điện tử",
        "sample": site.snapshot.sample,
        "visiting": unit.tier in _VISITING,
        "weekdays": [WEEKDAYS[-1], *WEEKDAYS[:-1]],
        "policy": policy(site, _API),
        "data": json_ld(organisation(site), website(site)),
        "answer_page": f"{unit.url}{_API}/tim-kiem/{unit.code}/",
        "emblem": picture_params(look.emblem),
        "photograph": picture_params(look.photograph),
        "stylesheet": assets.stylesheet,
        "icon": {"kind": "png", "url": f"/{look.emblem.asset}"} if look.emblem else icon,
        "touch_icon": f"/{look.icon.asset}" if look.icon else assets.image("icon-192.png"),
        "scripts": dict(assets.scripts),
    }


def _write_json(path: Path, matter: dict[str, Any], text: str = "") -> None:
    write(path, json.dumps(matter, ensure_ascii=False, default=str, indent=1) + f"\n{text}\n")


def write(path: Path, content: str | bytes) -> None:
    """Make the file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
