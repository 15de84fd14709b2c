"""One page's file of a Hugo project: what our own build hands to its template, as front matter and text."""

from collections.abc import Sequence
from typing import Any

import msgspec

from build.render import structured_data
from build.render.figures import figures
from build.render.filters import (
    attachments,
    committee,
    excerpt,
    file_facts,
    media_in_text,
    paragraphs,
    phone_link,
    pictures,
    portal_address,
)
from build.render.records import LinkedUnit
from build.render.site_plan import SitePlan
from build.render.views import LinkedFile, ShownPage
from build.render.weeks import Day, week_days
from build.snapshot.page_types import PAGE_TYPES
from build.snapshot.schema import File


def front_matter(page: ShownPage, plan: SitePlan) -> dict[str, Any]:
    """The page's front matter, but for its place in lists."""
    context = page.context()
    return {
        "title": page.title,
        "date": context["published"],
        "aliases": _former(page, plan),
        "lastmod": plan.entries[page.path].modified or context["published"],
        "params": {**_about(page, plan, context), "fields": _fields(page, context)},
    }


def body(page: ShownPage) -> str:
    """The page's text as our own build shows it: pictures, tables, plots and their files in it."""
    context = page.context()
    shown = media_in_text(context["page"].body, context["files"])
    return str(figures(shown, context["table_files"], context["path"]))


def unit_params(unit: LinkedUnit) -> dict[str, Any]:
    """Another unit, as far as pages name it and link to it."""
    return {
        "code": unit.code,
        "url": unit.url,
        "full_name": unit.full_name,
        "tier": unit.tier,
        "former_names": unit.former_names,
        "committee": committee(unit.full_name),
        "committee_in_full": committee(unit.full_name, full=True),
    }


def picture_params(file: File | None) -> dict[str, Any] | None:
    """A picture with the addresses of its smaller versions, kind by kind."""
    if file is None:
        return None
    kinds = dict.fromkeys(variant.extension for variant in file.variants)
    sources = [
        {
            "kind": kind,
            "srcset": ", ".join(f"/{v.asset} {v.width}w" for v in file.variants if v.extension == kind),
        }
        for kind in kinds
    ]
    size = {"width": file.width, "height": file.height}
    return {"url": f"/{file.asset}", "alt": file.alt, **size, "sources": sources}


def _former(page: ShownPage, plan: SitePlan) -> list[str]:
    """The addresses that lead on to the page."""
    now = page.shown.section, page.shown.slug
    redirects = plan.site.snapshot.redirects
    return [f"/{r.section}/{r.slug}/" for r in redirects if (r.to_section, r.to_slug) == now]


def _about(page: ShownPage, plan: SitePlan, context: dict[str, Any]) -> dict[str, Any]:
    entry, shown = plan.entries[page.path], page.shown
    kind = page.document.type
    in_text = "" if kind == "gallery" else context["page"].body
    return {
        "kind": kind,
        "summary": entry.summary,
        "description": excerpt(entry.summary, 300),
        "canonical": page.canonical_url,
        "data": json_ld(structured_data.page(page, entry.summary), structured_data.way(page)),
        "at_home": shown.canonical == plan.site.unit.code,
        "own": page.own,
        "office": page.own and kind == "organisation",
        "origin": unit_params(context["origin"]),
        "changed_by": [unit_params(unit) for unit in context["changed_by"]],
        "credit": ", ".join(committee(name) for name in context["credit"].split("; ") if name),
        "mandatory": shown.mandatory,
        "pinned": shown.pinned,
        "leads": shown.mandatory or shown.pinned,
        "published_at": shown.published_at,
        "modified_at": shown.modified_at,
        "listed": entry.date,
        "deadline": context["deadline"],
        "suspended_since": context["suspended_since"],
        "domain": entry.domain or "Lĩnh vực khác",
        "portal": portal_address(entry.number) if kind == "procedure" else "",
        "pictures": [picture_params(file) for file in pictures(context["files"], in_text)],
        "thumbnail": picture_params(entry.thumbnail),
        "attachments": _attachments(context["files"]),
        "related": [related._asdict() for related in plan.related[page.path]],
    }


def json_ld(*records: dict[str, Any]) -> str:
    """Structured data as it stands in a page's head."""
    data = msgspec.json.encode({"@context": "https://schema.org", "@graph": records}).decode()
    return data.replace("<", "\\u003c")


def _attachments(files: Sequence[LinkedFile]) -> list[dict[str, Any]]:
    return [{"url": f.url, "name": f.name, "facts": file_facts(f)} for f in attachments(files)]


def _fields(page: ShownPage, context: dict[str, Any]) -> dict[str, Any]:
    """The page's fields without title and body; texts as HTML, as the theme would make it."""
    ready = vars(context["page"])
    fields = {
        name: str(paragraphs(ready[name])) if kind == "text" and ready[name] else ready[name]
        for name, kind in PAGE_TYPES[page.document.type].items()
        if name not in ("title", "body")
    }
    if "phone" in fields:
        fields["phone"] = str(phone_link(fields["phone"]))
    if "people" in fields:
        fields["people"] = [
            person | {"phone": str(phone_link(person["phone"]))} for person in fields["people"]
        ]
    if "events" in fields:
        fields["days"] = [_day(day) for day in week_days(fields.pop("events"), ready["week"])]
    return fields


def _day(day: Day) -> dict[str, Any]:
    parts = [{"name": part.name, "events": [event._asdict() for event in part.events]} for part in day.parts]
    return {"date": day.date, "parts": parts}
