"""What a site's pages depend on besides its snapshot: themes, settings, and the renderer itself."""

import hashlib
from pathlib import Path

from build.config import ROOT, Config

THEMES = ROOT / "themes"
SITES = ROOT / "sites"


def site_key(tier: str, config: Config, snapshot_digest: str) -> str:
    """Changes whenever anything that a site of ``tier`` is made from changes."""
    parts = (tier_fingerprint(tier), config.site_url, config.api_url, str(config.offline), snapshot_digest)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


_fingerprints: dict[str, str] = {}


def tier_fingerprint(tier: str) -> str:
    """The hash of every file that shapes the sites of ``tier``; read once a process."""
    if tier not in _fingerprints:
        _fingerprints[tier] = _hash_of(_sources(tier))
    return _fingerprints[tier]


def forget_fingerprints() -> None:
    """Read the files anew: somebody is working on a theme."""
    _fingerprints.clear()


def _sources(tier: str) -> list[Path]:
    folders = [THEMES / "base", THEMES / tier, Path(__file__).parent, ROOT / "build" / "snapshot"]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    # Another version of a library may render the same template to other bytes.
    files += [SITES / "base.py", SITES / tier / "pelicanconf.py", ROOT / "uv.lock"]
    # A site names the tier of the units below it.
    files += SITES.glob("*/sections.toml")
    return sorted(path for path in files if path.suffix != ".pyc")


def _hash_of(files: list[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
