"""The tables of a site's pages as files of their own, beside the pages that show them."""

from collections.abc import Iterator

from build.render.item import Item, written
from build.render.site_plan import SitePlan
from build.render.table_files import TableFile


def items(plan: SitePlan) -> Iterator[Item]:
    """Two files for each table of quantities of each page that the site shows."""
    for page in plan.pages:
        for files in page.table_files().values():
            for file in files:
                yield _item(plan, f"{page.path[1:]}{file.name}", file)


def _item(plan: SitePlan, path: str, file: TableFile) -> Item:
    return written(path, plan.key("table", file.content), lambda: file.content)
