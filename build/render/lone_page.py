"""One page of a site made by itself, for a preview or an answer: nothing is written, Pelican is not needed.

The templates, their environment and the plan are those of the build, so the bytes are too.
"""

import re
from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import Any, Final

import msgspec
from jinja2 import Environment, FileSystemLoader

from build.config import Config
from build.render.assets import BASE, compile_assets
from build.render.fingerprint import THEMES, tier_fingerprint
from build.render.head import head
from build.render.parts import Part
from build.render.records import site_of
from build.render.site_items import items
from build.render.site_plan import Around, SitePlan
from build.render.theme import JINJA_ENVIRONMENT, JINJA_FILTERS, Theme
from build.snapshot.schema import Document, UnitSnapshot

_FROM_THE_ROOT: Final = re.compile(rb'((?:href|src|srcset|action|data-api)=")/')
_one_at_a_time = Lock()
"""A theme keeps the parts it made, and is made for the one thread of a build."""


@cache
def theme_of(tier: str) -> Theme:
    """The theme of ``tier``, compiled once a process; ThemeError says what in it cannot be used."""
    folders = [THEMES / tier / "templates", THEMES / BASE / "templates"]
    environment = Environment(loader=FileSystemLoader(folders), **JINJA_ENVIRONMENT)  # noqa: S701
    environment.filters.update(JINJA_FILTERS)
    return Theme(environment, compile_assets(THEMES, tier), tier_fingerprint(tier))


def page_html(
    snapshot: UnitSnapshot, documents: Mapping[str, Document], section: str, slug: str, config: Config
) -> bytes:
    """The page that the site of ``snapshot`` has at ``section`` and ``slug``, as it would be deployed.

    ``documents`` are those of all pages shown, by hash. LookupError if the site has no such page.
    """
    with _one_at_a_time:
        site = site_of(snapshot, config.site_url)
        plan = SitePlan(site, dict(documents), theme_of(snapshot.unit.tier), config.api_url)
        # The items begin with the pages that the site shows, in their order.
        for page, item in zip(plan.pages, items(plan), strict=False):
            if page.path == f"/{section}/{slug}/":
                return item.make().html
    raise LookupError(f"The site of {snapshot.unit.code} shows no {section}/{slug}.")


def framed(
    snapshot: UnitSnapshot, template: str, context: Mapping[str, Any], title: str, config: Config
) -> bytes:
    """``template`` in the frame of the site of ``snapshot``, for an address that search engines leave out.

    All links are whole, so that the page can be served from another host.
    """
    bare = msgspec.structs.replace(snapshot, shown=(), redirects=())
    with _one_at_a_time:
        site = site_of(bare, config.site_url)
        plan = SitePlan(site, {}, theme_of(snapshot.unit.tier), config.api_url, elsewhere=True)
        main = plan.theme.part(template, {**plan.context(), **context})
        lines = head(site, description=title, canonical=f"{site.unit.url}/tim-kiem/", indexed=False)
        page = plan.compose(main, Around(None, title, lines, title, Part(b"", ())))
    return _FROM_THE_ROOT.sub(rf"\1{site.unit.url}/".encode(), page.html)
