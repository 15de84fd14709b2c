"""`python -m build.gallery`: write the gallery of every tier's theme into a folder, to be looked at."""

import argparse
import sys
from pathlib import Path

from build.config import ROOT
from build.errors import BuildError
from build.gallery.pages import STYLE, gallery, gallery_style, sample_pictures
from build.gallery.world import TIERS, World


def main(argv: list[str] | None = None) -> int:
    """Run the command; the exit code is 1 if a theme cannot be used."""
    arguments = _parser().parse_args(argv)
    try:
        count = write_gallery(arguments.folder)
    except BuildError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print(f"{count} pages; look at them with: python -m http.server -d {arguments.folder}")  # noqa: T201
    return 0


def write_gallery(folder: Path) -> int:
    """Write the gallery of all tiers into ``folder``; returns the number of pages."""
    files = {STYLE: gallery_style()}
    for tier in TIERS:
        world = World(tier)
        files |= dict(world.assets.files)
        files |= sample_pictures(world)
        files |= {f"{tier}/{page.path}index.html": page.html.encode() for page in gallery(world)}
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return sum(path.endswith(".html") for path in files)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m build.gallery", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "var" / "gallery")
    return parser


if __name__ == "__main__":
    sys.exit(main())
