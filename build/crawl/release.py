"""Read a deployed site from its folder: what its manifest names, and whether that is what lies there."""

from collections.abc import Iterator
from pathlib import Path

from build.deploy.headers import media_type
from build.deploy.manifest import MANIFEST_KEY, PRIVATE, Artifact, from_bytes
from build.errors import ConfigError, GateError, StoreError
from build.snapshot.schema import digest


class Release:
    """One site: the files that its newest release names. What lies there besides soon goes away."""

    def __init__(self, folder: Path, artifacts: tuple[Artifact, ...], kept: frozenset[str]) -> None:
        self.hostname = folder.name
        self.artifacts = {artifact.key: artifact for artifact in artifacts}
        self._folder = folder
        self._kept = kept

    def payload(self, key: str) -> bytes | None:
        """The bytes at ``key``; None where there are none."""
        try:
            return (self._folder / key).read_bytes()
        except OSError:
            return None

    def fault(self, key: str, payload: bytes | None) -> str:
        """What is wrong with ``payload``, found at ``key``; empty where nothing is."""
        artifact = self.artifacts[key]
        if payload is None:
            return "is in the manifest and not in the folder"
        if digest(payload) != artifact.sha256:
            return "is not what the manifest says"
        try:
            expected = media_type(key)
        except GateError as error:
            return str(error)
        return "" if artifact.media_type == expected else f"is served as {artifact.media_type}"

    def strangers(self) -> Iterator[str]:
        """The keys that lie in the folder and that no manifest ever named."""
        for path in sorted(self._folder.rglob("*")):
            key = path.relative_to(self._folder).as_posix()
            known = key in self.artifacts or key in self._kept or key.startswith(PRIVATE)
            if path.is_file() and not known:
                yield key


class Sites:
    """The sites in ``folder``, each read once; ConfigError where there is no such folder."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise ConfigError(f"There is no folder {folder}; name the one that sites are deployed to.")
        self.hostnames = sorted(path.name for path in folder.iterdir() if path.is_dir())
        self._folder = folder
        self._names = frozenset(self.hostnames)
        self._releases: dict[str, Release] = {}

    def has(self, hostname: str) -> bool:
        """Whether there is a site of that name."""
        return hostname in self._names

    def release(self, hostname: str) -> Release:
        """The site ``hostname``; StoreError where its manifest is missing or broken."""
        if hostname not in self._releases:
            self._releases[hostname] = _read(self._folder / hostname)
        return self._releases[hostname]


def _read(folder: Path) -> Release:
    path = folder / MANIFEST_KEY
    try:
        payload = path.read_bytes()
    except OSError:
        raise StoreError("There is no manifest; deploy the site.") from None
    manifest = from_bytes(payload, MANIFEST_KEY)
    kept = frozenset(tombstone.artifact.key for tombstone in manifest.tombstones)
    return Release(folder, manifest.artifacts, kept)
