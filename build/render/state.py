"""What was rendered for a site, and from what: the memory that lets the next build leave it alone."""

from pathlib import Path
from typing import Literal

import msgspec

Kind = Literal["asset", "media", "page", "list", "feed", "index"]


class Output(msgspec.Struct, frozen=True, array_like=True):
    """One file of the site in staging: the key of what it was made from, and what came of it."""

    path: str
    key: str
    kind: Kind
    sha256: str
    size: int
    refs: tuple[str, ...]


class SiteState(msgspec.Struct, frozen=True, array_like=True):
    """A site's finished rendering. ``site_key`` names all that it was made from."""

    site_key: str
    outputs: tuple[Output, ...]


def state_path(staging: Path, hostname: str) -> Path:
    """Where the state of a site's staging folder lies: beside it, so that it is not deployed."""
    return staging / ".state" / f"{hostname}.json"


def load_state(staging: Path, hostname: str) -> SiteState | None:
    """The site's last finished rendering; None if there is none, or it was interrupted."""
    path = state_path(staging, hostname)
    try:
        return msgspec.json.decode(path.read_bytes(), type=SiteState)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def save_state(staging: Path, hostname: str, state: SiteState) -> None:
    """Record a finished rendering."""
    path = state_path(staging, hostname)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(state))
    fresh.replace(path)


def forget_state(staging: Path, hostname: str) -> None:
    """Say that the staging folder is being written: after a crash now, nothing in it is trusted."""
    state_path(staging, hostname).unlink(missing_ok=True)
