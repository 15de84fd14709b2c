"""The same sites as projects of Pelican's own command: HTML files with metadata, a process a site.

Its theme is the one called simple that comes with Pelican, whose pages are about half as large as ours;
texts are handed to it ready made, and making the projects is not counted: all three are in its favour.
"""

import shutil
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Final

from markupsafe import escape

from build.render.assets import Assets, compile_assets
from build.render.fingerprint import THEMES
from build.render.views import ShownPage
from build.snapshot.store import SiteEntry, SnapshotReader
from scripts.benchmarks.hugo_project import site_plan
from scripts.benchmarks.measuring import Usage, run, total

NAME: Final = f"Pelican {version('pelican')}, its own command, a process a site"
DATE: Final = "2026-01-01"
SETTINGS: Final = {
    "TIMEZONE": "Asia/Ho_Chi_Minh",
    "DEFAULT_LANG": "vi",
    "DEFAULT_PAGINATION": 20,
    "THEME": "simple",
    "WITH_FUTURE_DATES": True,
    "ARTICLE_URL": "{category}/{slug}/",
    "ARTICLE_SAVE_AS": "{category}/{slug}/index.html",
    "CATEGORY_URL": "{slug}/",
    "CATEGORY_SAVE_AS": "{slug}/index.html",
    "FEED_ALL_ATOM": "feed.xml",
    "CATEGORY_FEED_ATOM": "{slug}/feed.xml",
}


class Projects:
    """Pelican projects for ``entries`` below ``folder``."""

    def __init__(self, folder: Path, reader: SnapshotReader, entries: list[SiteEntry]) -> None:
        self._folder = folder
        self._hostnames = [entry.hostname for entry in entries]
        self.sites = len(entries)
        assets = {tier: compile_assets(THEMES, tier) for tier in {entry.tier for entry in entries}}
        for entry in entries:
            _write_project(folder / "projects" / entry.hostname, entry, reader, assets[entry.tier])

    def build(self) -> Usage:
        """Builds every site into an empty folder, one process a site."""
        shutil.rmtree(self._folder / "sites", ignore_errors=True)
        return total([run(self._command(hostname)) for hostname in self._hostnames])

    def pages(self) -> int:
        """How many HTML pages the last build made."""
        return sum(1 for _ in (self._folder / "sites").rglob("*.html"))

    def bytes_a_page(self) -> int:
        """How large they are, on average."""
        sizes = [path.stat().st_size for path in (self._folder / "sites").rglob("*.html")]
        return sum(sizes) // len(sizes)

    def _command(self, hostname: str) -> list[str | Path]:
        project = self._folder / "projects" / hostname
        options = ["--settings", project / "settings.py", "--output", self._folder / "sites" / hostname]
        return [sys.executable, "-m", "pelican", project / "content", "--quiet", *options]


def _write_project(folder: Path, entry: SiteEntry, reader: SnapshotReader, assets: Assets) -> None:
    plan = site_plan(entry, reader, assets)
    own = {"SITENAME": plan.site.unit.full_name, "SITEURL": plan.site.unit.url}
    lines = [f"{name} = {value!r}\n" for name, value in (SETTINGS | own).items()]
    _write(folder / "settings.py", "".join(lines))
    for page in plan.pages:
        summary = plan.entries[page.path].summary
        _write(folder / "content" / page.shown.section / f"{page.shown.slug}.html", _file(page, summary))


def _file(page: ShownPage, summary: str) -> str:
    context = page.context()
    metadata = {
        "date": context["published"] or DATE,
        "category": page.shown.section,
        "slug": page.shown.slug,
        "summary": summary,
    }
    head = "".join(f'<meta name="{name}" content="{escape(value)}" />\n' for name, value in metadata.items())
    body = context["page"].body
    return f"<html><head><title>{escape(page.title)}</title>\n{head}</head><body>\n{body}\n</body></html>\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
