"""The pages that every site has once: home, search, the app's, and what is said where there is no page."""

from collections.abc import Iterator
from typing import Any, Final

from build.render import structured_data
from build.render.head import head
from build.render.home_page import home_page
from build.render.item import Item
from build.render.parts import Part, joined
from build.render.records import Site
from build.render.site_plan import Around, SitePlan
from build.render.web_app import APP, FRONTS, OFFLINE

LOWEST_TIER: Final = "commune"
"""Units below a unit of any other tier are looked for in that unit's ``/api/site.json``."""


def items(plan: SitePlan) -> Iterator[Item]:
    """Home, search, the app's page, what is said off line, 404."""
    entries = {
        section.key: [plan.entries[page.path] for page in pages] for section, pages in plan.by_section()
    }
    leads, groups = home_page(plan.site.sections, entries, plan.urgent.on_fronts)
    data = [structured_data.organisation(plan.site), structured_data.website(plan.site)]
    photograph = plan.site.snapshot.look.photograph
    home = {"leads": leads, "groups": groups, "photograph": photograph}
    yield _item(plan, "", "home.html", "Trang chủ", home, data=data, picture=photograph)
    yield _item(plan, "tim-kiem/", "search.html", "Tìm kiếm", {})
    yield _item(plan, APP, "app.html", "Ứng dụng", {"lowest": LOWEST_TIER})
    fronts = [section for section in plan.site.sections if section.key in FRONTS]
    yield _item(plan, OFFLINE, "offline.html", "Không có mạng", {"fronts": fronts}, indexed=False)
    yield _item(plan, "404.html", "not_found.html", "Không tìm thấy trang", {}, indexed=False)


def _item(
    plan: SitePlan, path: str, template: str, title: str, context: dict[str, Any], **head_options: Any
) -> Item:
    site = plan.site

    def make() -> Part:
        description = f"{title} – Trang thông tin điện tử {site.unit.full_name}, {_trail(site)}"
        lines = head(site, description=description, canonical=f"{site.unit.url}/{path}", **head_options)
        main = plan.theme.part(template, {**plan.context(), **context})
        urgent = plan.urgent.banner("everywhere" if path else "fronts")
        part = plan.compose(main, Around(None, title, lines, title if path else "", urgent))
        return Part(part.html, joined(part.refs, plan.frame().refs))

    key = plan.key(plan.chrome_key, template, context, [] if path else plan.urgent.on_fronts)
    file = path if path.endswith(".html") else f"{path}index.html"
    return Item(file, "list" if path else "index", key, make)


def _trail(site: Site) -> str:
    return ", ".join(parent.full_name for parent in site.parents) or "Việt Nam"
