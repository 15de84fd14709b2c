"""The tables of a site's pages as files of their own, beside the pages that show them."""

from collections.abc import Iterator

from build.render.item import Item, written
from build.render.site_plan import SitePlan
from build.render.views import ShownPage


def items(plan: SitePlan) -> Iterator[Item]:
    """Two files for each table of quantities of each page that the site shows."""
    for page in plan.pages:
        for name in page.table_names():
            yield _item(plan, page, name)


def _item(plan: SitePlan, page: ShownPage, name: str) -> Item:
    def content() -> bytes:
        files = (file for found in page.table_files().values() for file in found)
        return next(file.content for file in files if file.name == name)

    return written(f"{page.path[1:]}{name}", plan.key("table", page.body_name, name), content)
