"""How far each site got: what lets a build that finds nothing changed end without looking closer."""

from pathlib import Path

import msgspec


class SiteProgress(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one site that was last deployed, and where to; empty where that never succeeded.

    ``pages`` counts HTML pages. What is indexed, the search engine knows best itself.
    """

    code: str
    deployed: str = ""
    pages: int = 0


def load_progress(staging: Path) -> dict[str, SiteProgress]:
    """The progress of every site by hostname; empty if there is none or it cannot be read."""
    try:
        return msgspec.json.decode(_path(staging).read_bytes(), type=dict[str, SiteProgress])
    except (FileNotFoundError, msgspec.DecodeError):
        return {}


def save_progress(staging: Path, progress: dict[str, SiteProgress]) -> None:
    """Record the progress of every site."""
    path = _path(staging)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(progress, order="sorted"))
    fresh.replace(path)


def _path(staging: Path) -> Path:
    return staging / ".state" / "progress.json"
