"""The sample pictures as files that lines of the import format can name."""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

from cms.demo.sample.scenes import SCENES, draw
from cms.demo.sample.templates import picture_texts

FOLDER: Final = "pictures"
MARK: Final = "tranh mẫu"

Pictures = Mapping[str, dict[str, str]]
"""An entry of a line's ``files`` by the name of the scene."""


def draw_pictures(folder: Path) -> Pictures:
    """All sample pictures, in a folder of ``folder``; one that is there already stays as it is.

    Another version of the drawing library may give other bytes: what is kept keeps the lines the same.
    """
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    return {name: _entry(folder, f"{FOLDER}/{name}.jpg", name) for name in SCENES}


def _entry(folder: Path, path: str, name: str) -> dict[str, str]:
    file = folder / path
    if not file.is_file():
        fresh = file.with_suffix(".new")
        fresh.write_bytes(jpeg(name))
        fresh.replace(file)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    return {"path": path, "sha256": sha256, "alt": f"{picture_texts()[name]} ({MARK})"}


def jpeg(name: str) -> bytes:
    """The bytes of the scene's picture, at most 40 KB."""
    found = BytesIO()
    draw(name).save(found, "JPEG", quality=78, optimize=True, progressive=True)
    return found.getvalue()
