"""The pages that editors wrote, one file each, and those that lead on from an address of former times."""

from collections.abc import Iterator
from typing import Final

from markupsafe import escape

from build.render.head import head, page_head
from build.render.item import Item
from build.render.parts import Part, joined
from build.render.site_plan import Around, SitePlan
from build.render.views import ShownPage
from build.snapshot.schema import Redirect

_SCRIPTS: Final = {
    "legal_document": (("effective_on", "ends_on"), "validity.js"),
    "schedule": (("week",), "today.js"),
}
"""A type's script, and the fields of which a page needs one for it."""


def items(plan: SitePlan) -> Iterator[Item]:
    """A file for each of ``plan.pages``, in their order, then one for each redirect."""
    for page in plan.pages:
        yield _page(plan, page)
    for redirect in plan.site.snapshot.redirects:
        yield _redirect(plan, redirect)


def _page(plan: SitePlan, page: ShownPage) -> Item:
    section, entry = page.section, plan.entries[page.path]
    more = plan.related[page.path]
    key = plan.key(plan.chrome_key, section.key, page.main_key, entry.summary, more)

    def make() -> Part:
        lines = page_head(page, entry.summary) + _script(plan, page)
        urgent = plan.urgent.banner("everywhere", page.path)
        main = _main(plan, page)
        if more:
            end = _related(plan, page)
            main = Part(main.html + end.html, joined(main.refs, end.refs))
        return plan.compose(main, Around(section, page.title, lines, page.title, urgent))

    return Item(f"{page.path[1:]}index.html", "page", key, make)


def _main(plan: SitePlan, page: ShownPage) -> Part:
    template = f"types/{page.document.type}.html"
    if page.own:
        return plan.theme.part(template, page.context())
    shared = plan.theme.open_part(plan.key(page.shared_key()), template, page.open_context)
    return shared.close(plan.site.unit, page.address) or plan.theme.part(template, page.context())


def _script(plan: SitePlan, page: ShownPage) -> str:
    """What says on the reader's day what a page made once cannot know; empty where no date is given."""
    fields, name = _SCRIPTS.get(page.document.type, ((), ""))
    if not any(page.value(field) for field in fields):
        return ""
    return f'\n<script type="module" src="{plan.theme.assets.script(name)}"></script>'


def _related(plan: SitePlan, page: ShownPage) -> Part:
    """What to read on with: the same on many sites, where what is inherited stands together."""
    field = page.document.type == "procedure" and page.value("domain")
    heading = "Thủ tục cùng lĩnh vực" if field else f"Cùng chuyên mục {page.section.title}"
    context = {"heading": heading, "links": plan.related[page.path]}
    return plan.theme.open_part(plan.key("related", context), "related.html", lambda: context).whole()


def _redirect(plan: SitePlan, redirect: Redirect) -> Item:
    """A page at an address that the site once had, which takes its readers to where it went."""
    target = plan.page_at[f"/{redirect.to_section}/{redirect.to_slug}/"]
    title = "Trang đã chuyển sang địa chỉ mới"

    def make() -> Part:
        lines = head(plan.site, description=title, canonical=target.canonical_url, indexed=False)
        lines += f'\n<meta http-equiv="refresh" content="0; url={escape(target.path)}">'
        context = {"title": title, "url": target.path, "target": target.title}
        around = Around(target.section, title, lines, title, plan.urgent.banner("everywhere"))
        return plan.compose(plan.theme.part("moved.html", context), around)

    key = plan.key(plan.chrome_key, "moved", target.path, target.title, target.canonical_url)
    return Item(f"{redirect.section}/{redirect.slug}/index.html", "page", key, make)
