"""What was rendered for a site, and from what: the memory that lets the next build leave it alone."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

Kind = Literal["asset", "media", "page", "list", "feed", "index"]


class Output(msgspec.Struct, frozen=True, array_like=True):
    """One file of the site: the key of what it was made from, and where in the pack it lies.

    ``offset`` is None for files that lie by themselves: the theme's assets and content's media.
    """

    path: str
    key: str
    kind: Kind
    sha256: str
    size: int
    offset: int | None
    refs: tuple[str, ...]


class SiteState(msgspec.Struct, frozen=True, array_like=True):
    """A site's finished rendering. ``site_key`` names all that it was made from, ``pack`` its file."""

    site_key: str
    pack: str
    outputs: tuple[Output, ...]


@contextmanager
def alone(staging: Path, hostname: str) -> Iterator[None]:
    """Hold the site's rendering alone: two builds at once would write into one pack.

    The system lets go when the process ends, however it ends.
    """
    staging.mkdir(parents=True, exist_ok=True)
    with (staging / f"{hostname}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def load_state(staging: Path, hostname: str) -> SiteState | None:
    """The site's last finished rendering; None if there is none, or what it wrote is gone."""
    try:
        state = msgspec.json.decode(_path(staging, hostname).read_bytes(), type=SiteState)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    pack = staging / state.pack
    end = max((o.offset + o.size for o in state.outputs if o.offset is not None), default=0)
    # A pack that was cut, as by a loss of power, is as good as none.
    return state if pack.is_file() and pack.stat().st_size >= end else None


def save_state(staging: Path, hostname: str, state: SiteState) -> None:
    """Record a finished rendering."""
    path = _path(staging, hostname)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(state))
    fresh.replace(path)


def _path(staging: Path, hostname: str) -> Path:
    return staging / f"{hostname}.json"
