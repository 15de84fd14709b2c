"""The urgent notices of a site: which of its pages carry them, and the fragment that all pages fetch."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from build.render.home_page import urgent_first
from build.render.parts import Part
from build.render.records import Entry
from build.render.theme import Theme
from build.render.views import ShownPage
from build.snapshot.schema import UrgentOn

FRAGMENT: Final = "_khan-cap.json"
"""Fetched by every page of the site; ``build.deploy.headers`` keeps it fresh."""


class UrgentNotices:
    """The urgent notices that a site shows, in the order of ``urgent_first``."""

    def __init__(self, pages: Iterable[ShownPage], entries: Mapping[str, Entry], theme: Theme) -> None:
        urgent = [(page.shown.urgent_on, entries[page.path]) for page in pages if page.shown.urgent_on]
        self._theme = theme
        self.on_fronts = urgent_first(entry for _, entry in urgent)
        self.everywhere = urgent_first(entry for where, entry in urgent if where == "everywhere")

    def banner(self, where: UrgentOn, path: str = "") -> Part:
        """The banner of the fronts, or of the page at ``path``, which does not announce itself."""
        notices = self.on_fronts if where == "fronts" else self.everywhere
        others = [entry for entry in notices if entry.url != path]
        return self._theme.part("urgent.html", {"notices": others}) if others else Part(b"", ())

    def fragment(self) -> Part:
        """JSON with the banner as it is now: an empty text where there is none."""
        banner = self.banner("fronts")
        return Part(msgspec.json.encode({"html": banner.html.decode()}), banner.refs)
