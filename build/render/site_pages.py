"""The pages that every site has once: home, search, the app's, and what is said where there is no page."""

from collections.abc import Iterator, Sequence
from typing import Any

from build.render import structured_data
from build.render.fingerprint import SITES
from build.render.head import head
from build.render.home_page import home_page
from build.render.item import Item
from build.render.parts import Part, joined
from build.render.records import LinkedUnit, Site
from build.render.site_plan import Around, SitePlan
from build.render.web_app import APP, FRONTS, OFFLINE
from build.snapshot.tier_file import UNITS_BELOW, read_tier, tiers_in


def items(plan: SitePlan) -> Iterator[Item]:
    """Home, search, the app's page, what is said off line, 404."""
    entries = {
        section.key: [plan.entries[page.path] for page in pages] for section, pages in plan.by_section()
    }
    leads, groups = home_page(plan.site.sections, entries, plan.urgent.on_fronts)
    data = [structured_data.organisation(plan.site), structured_data.website(plan.site)]
    photograph = plan.site.snapshot.look.photograph
    home = {"leads": leads, "groups": groups, "photograph": photograph, **below(plan.site.children)}
    yield _item(plan, "", "home.html", "Trang chủ", home, data=data, picture=photograph)
    yield _item(plan, "tim-kiem/", "search.html", "Tìm kiếm", {})
    yield _item(plan, APP, "app.html", "Ứng dụng", below(plan.site.children))
    fronts = [section for section in plan.site.sections if section.key in FRONTS]
    yield _item(plan, OFFLINE, "offline.html", "Không có mạng", {"fronts": fronts}, indexed=False)
    yield _item(plan, "404.html", "not_found.html", "Không tìm thấy trang", {}, indexed=False)


def below(children: Sequence[LinkedUnit]) -> dict[str, Any]:
    """What templates say of the units below a site's unit.

    ``units_title`` is the heading over them, one for all where they are of several tiers; ``lowest`` are
    their tiers below which there are none. Those below a unit of any other are looked for in its
    ``/api/site.json``.
    """
    known = tiers_in(SITES)
    tiers = {unit.tier: read_tier(SITES, unit.tier) for unit in children if unit.tier in known}
    titles = {tiers[unit.tier].units if unit.tier in tiers else UNITS_BELOW for unit in children}
    lowest = [name for name, found in tiers.items() if found.lowest]
    return {"units_title": titles.pop() if len(titles) == 1 else UNITS_BELOW, "lowest": lowest}


def _item(
    plan: SitePlan, path: str, template: str, title: str, context: dict[str, Any], **head_options: Any
) -> Item:
    site = plan.site

    def make() -> Part:
        description = f"{title} – Trang thông tin điện tử {site.unit.in_sentence}, {_trail(site)}"
        lines = head(site, description=description, canonical=f"{site.unit.url}/{path}", **head_options)
        main = plan.theme.part(template, {**plan.context(), **context})
        urgent = plan.urgent.banner("everywhere" if path else "fronts")
        part = plan.compose(main, Around(None, title, lines, title if path else "", urgent))
        return Part(part.html, joined(part.refs, plan.frame().refs))

    key = plan.key(plan.chrome_key, template, context, [] if path else plan.urgent.on_fronts)
    file = path if path.endswith(".html") else f"{path}index.html"
    return Item(file, "list" if path else "index", key, make)


def _trail(site: Site) -> str:
    return ", ".join(parent.in_sentence for parent in site.parents) or "Việt Nam"
