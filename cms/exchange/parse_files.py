"""The files that a line names: where their bytes lie, and what the page says about them."""

import re
from pathlib import PurePosixPath
from typing import Any, Final

from django.conf import settings

from cms.exchange.lines import PICTURES, FileEntry
from cms.exchange.shapes import Keys, shown

SHA256: Final = re.compile(r"[0-9a-f]{64}")
SourceFiles = dict[str, str]
"""Where to read each file, by the path it is exported to: the path that a line gives."""


def parse_files(keys: Keys, sources: SourceFiles) -> tuple[FileEntry, ...]:
    """The entries of ``files``, in their order."""
    found = [parse_file(keys, entry, "files", sources) for entry in keys.listed("files")]
    return tuple(entry for entry in found if entry)


def parse_file(keys: Keys, data: Any, at: str, sources: SourceFiles) -> FileEntry | None:
    """One entry; its path is noted in ``sources``."""
    if not isinstance(data, dict):
        keys.refuse(f"{at} holds {shown(data)}; a file is an object with path and sha256")
        return None
    entry = keys.within(data, f"{at}.")
    path, sha256 = entry.needed("path"), entry.needed("sha256")
    texts = {name: entry.text(name) for name in ("title", "alt", "caption")}
    decorative = entry.flag("decorative")
    entry.done()
    extension = PurePosixPath(path).suffix.lstrip(".").lower()
    if not path or not _may_be_read(entry, path, extension):
        return None
    if not SHA256.fullmatch(sha256):
        entry.refuse(f"{entry.at}sha256 is {shown(sha256)}; it must be 64 hexadecimal digits in lower case")
        return None
    if extension not in PICTURES and not texts["title"]:
        texts["title"] = PurePosixPath(path).name
    found = FileEntry(sha256, extension, **texts, decorative=decorative)
    if at == "files" and found.is_picture and bool(found.alt) == decorative:
        entry.refuse(
            f"{entry.at}decorative is true of the picture {path}, which has an alt; keep one of the two"
            if decorative
            else f"{entry.at}alt is missing: say what the picture {path} shows, or that it is decorative"
        )
    sources.setdefault(found.path, path)
    return found


def _may_be_read(entry: Keys, path: str, extension: str) -> bool:
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts or "\\" in path or "\x00" in path:
        entry.refuse(f"{entry.at}path is {shown(path)}; it must lead from the file's folder downwards")
        return False
    if extension not in PICTURES and extension not in settings.WAGTAILDOCS_EXTENSIONS:
        allowed = ", ".join(sorted({*PICTURES, *settings.WAGTAILDOCS_EXTENSIONS}))
        entry.refuse(f"{entry.at}path is {shown(path)}; files may be {allowed}")
        return False
    return True
