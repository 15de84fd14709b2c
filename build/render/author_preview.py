"""What the command `pelican` runs for a theme's author: one unit's site, laid out as files."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican import parse_arguments

from build.config import Config, load
from build.errors import BuildError, SnapshotError
from build.render.pelican_shell import UnitPelican, forget_themes, staged_site
from build.render.staging import StagedSite
from build.render.state import SiteState
from build.snapshot.store import SnapshotReader


class AuthorPelican(UnitPelican):
    """What the command `pelican` runs: renders the unit in LIENTHONG_UNIT as files, for a theme's author."""

    def __init__(self, settings: dict[str, Any]) -> None:
        try:
            settings.update(author_settings(os.environ.get("LIENTHONG_UNIT", ""), settings["TIER"], load()))
        except BuildError as error:
            sys.exit(str(error))
        super().__init__(settings)

    def run(self) -> None:
        """Render with the theme as it is now; with --autoreload a fault is said and waited for."""
        forget_themes()
        try:
            super().run()
        except BuildError as error:
            # Pelican would try again at once and without end.
            if not parse_arguments().autoreload:
                sys.exit(str(error))
            print(error, file=sys.stderr)  # noqa: T201
            return
        site = staged_site(self.state, self.settings["SNAPSHOT_READER"], self.settings["BUILD_CONFIG"])
        _unpack(Path(self.output_path), site, self.state)


def _unpack(folder: Path, site: StagedSite, state: SiteState) -> None:
    """Lay the site out as files, for a theme's author to look at."""
    for output in state.outputs:
        path = folder / output.path
        content = site.read(output.path)
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def author_settings(code: str, tier: str, config: Config) -> dict[str, Any]:
    """What `pelican -s sites/<tier>/pelicanconf.py` needs to render one unit for a theme's author.

    SnapshotError names some codes of the tier where ``code`` is none of them.
    """
    reader = SnapshotReader(config.snapshot)
    codes = [entry.code for entry in reader.sites() if entry.tier == tier]
    if code not in codes:
        some = ", ".join(codes[:5]) or "(the snapshot has none)"
        raise SnapshotError(f"Set LIENTHONG_UNIT to the code of a {tier}, such as {some}; it is {code!r}.")
    entry = next(entry for entry in reader.sites() if entry.code == code)
    preview = replace(config, staging=config.staging.parent / "preview")
    return {
        "BUILD_CONFIG": preview,
        "SNAPSHOT_READER": reader,
        "SITE_ENTRY": entry,
        "OUTPUT_PATH": str(preview.staging / entry.hostname),
    }
