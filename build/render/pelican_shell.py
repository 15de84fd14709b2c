"""Pelican around our generator: imported only where pages are rendered, here and in ``author_preview``.

Importing Pelican changes the class of the root logger and leaves a process-wide filter behind, so the
rest of the build stays clear of it. Of Pelican's own generators none runs: a unit's content does not lie
in files but in the snapshot. What is used is its settings, its themes with overrides, its Jinja
environment, its writer's place and its command line with autoreload.
"""

import hashlib
import os
from pathlib import Path
from typing import Any, Final

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.settings import read_settings
from pelican.writers import Writer

from build.config import Config
from build.render.assets import compile_assets
from build.render.fingerprint import SITES, THEMES, forget_fingerprints, site_key, tier_fingerprint
from build.render.item import Item
from build.render.records import site_of
from build.render.site_items import items
from build.render.site_plan import SitePlan
from build.render.staging import StagedSite, Staging
from build.render.state import SiteState, alone, load_state
from build.render.theme import Theme
from build.snapshot.store import SiteEntry, SnapshotReader, media_folder

ASSETS: Final = ".assets"
"""The folder in the staging for what all sites of a tier share."""

_themes: dict[str, Theme] = {}
_settings: dict[str, dict[str, Any]] = {}


class UnitGenerator(Generator):  # type: ignore[misc]
    """Yields the pages of one unit's site from the snapshot, and makes only those that changed."""

    def __init__(self, context: dict[str, Any], settings: dict[str, Any], **paths: Any) -> None:
        self.settings = settings
        self._theme = _themes.get(settings["TIER"]) or self._compile(context, settings, **paths)
        self._config: Config = settings["BUILD_CONFIG"]
        self._entry: SiteEntry = settings["SITE_ENTRY"]
        self._reader: SnapshotReader = settings["SNAPSHOT_READER"]
        self._stale: list[Item] = []

    def _compile(self, context: dict[str, Any], settings: dict[str, Any], **paths: Any) -> Theme:
        # Pelican makes a Jinja environment for each generator of each site; one a tier is enough.
        super().__init__(context=context, settings=settings, **paths)
        tier = settings["TIER"]
        theme = Theme(self.env, compile_assets(THEMES, tier), tier_fingerprint(tier))
        _themes[tier] = theme
        return theme

    def generate_context(self) -> None:
        """Read the unit and decide what has to be made."""
        snapshot, documents = self._reader.site(self._entry.code)
        site = site_of(snapshot, self._config.site_url)
        plan = SitePlan(site, documents, self._theme, self._config.api_url, offline=self._config.offline)
        staging, hostname = self._config.staging, self._entry.hostname
        self.staging = Staging(staging, hostname, load_state(staging, hostname))
        self._stale = [item for item in items(plan) if self.staging.stale(item)]
        self._assets = plan.assets.files
        used = [document.stored() for document in documents.values()]
        self._media = {file.asset: file for stored in (*used, snapshot.look.stored()) for file in stored}

    def generate_output(self, writer: "UnitWriter") -> None:
        """Write what changed, then record that the rendering is whole."""
        for item in self._stale:
            writer.write_item(self.staging, item)
        for path, content in self._assets.items():
            keep_asset(asset_path(self._config, path), content)
            self.staging.note(path, hashlib.sha256(content).hexdigest(), len(content), "asset")
        for path, file in self._media.items():
            self.staging.note(path, file.sha256, file.size, "media")
        self.state = self.staging.finish(site_key(self._entry.tier, self._config, self._entry.digest))


class UnitWriter(Writer):  # type: ignore[misc]
    """Pelican's writer, which has only finished bytes left to write."""

    def write_item(self, staging: Staging, item: Item) -> None:
        """Make ``item`` and add it to the site's pack."""
        staging.write(item)


class UnitPelican(Pelican):  # type: ignore[misc]
    """Pelican with our generator alone."""

    def run(self) -> None:
        """Render the unit that the settings name."""
        generator = UnitGenerator(
            context=self.settings.copy(),
            settings=self.settings,
            path=self.path,
            theme=self.theme,
            output_path=self.output_path,
        )
        signals.all_generators_finalized.send([generator])
        with alone(self.settings["BUILD_CONFIG"].staging, self.settings["SITE_ENTRY"].hostname):
            generator.generate_context()
            generator.generate_output(UnitWriter(self.output_path, settings=self.settings))
        self.written, self.state = generator.staging.written, generator.state
        signals.finalized.send(self)


def forget_themes() -> None:
    """Compile the themes anew: somebody is working on one."""
    _themes.clear()
    forget_fingerprints()


def staged_site(state: SiteState, reader: SnapshotReader, config: Config) -> StagedSite:
    """The finished rendering, to be read."""

    assets = {output.path for output in state.outputs if output.kind == "asset"}
    own, media = config.staging / ASSETS, media_folder(reader.folder)

    def locate(path: str) -> Path:
        return (own if path in assets else media) / path.rpartition("/")[2]

    return StagedSite(config.staging, state, locate)


def asset_path(config: Config, path: str) -> Path:
    """Where a theme's asset lies that all sites share."""
    return config.staging / ASSETS / Path(path).name


def keep_asset(path: Path, content: bytes) -> None:
    """Make ``path`` hold ``content``, whole or not at all, whatever an interrupted build left there."""
    if path.is_file() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


def render_site(entry: SiteEntry, reader: SnapshotReader, config: Config) -> tuple[SiteState, int]:
    """Bring the site's staging up to date; what it holds now, and how many files were made."""
    if entry.tier not in _settings:
        _settings[entry.tier] = read_settings(str(SITES / entry.tier / "pelicanconf.py"))
    settings = {
        **_settings[entry.tier],
        "SITEURL": config.site_url.format(hostname=entry.hostname),
        "BUILD_CONFIG": config,
        "SNAPSHOT_READER": reader,
        "SITE_ENTRY": entry,
    }
    pelican = UnitPelican(settings)
    pelican.run()
    return pelican.state, pelican.written
