"""Sites as folders, each named by its hostname: for one machine, and for any web server that serves files.

Every object appears at once: it is made under another name and renamed. Only manifests are flushed to
the disk; after a power cut the one that is found says what to write again.
"""

import fcntl
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from build.deploy.manifest import MANIFEST_KEY, PRIVATE, Artifact, Manifest, from_bytes, to_bytes
from build.deploy.store import Stored, Write
from build.errors import Fenced, StoreError

INCOMING = PRIVATE + "incoming"


class FolderStore:
    """The sites below ``root``. The folder itself is the lock, so that a killed deployment leaves none."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, site: str) -> Stored | None:
        """As ``Store.read``."""
        path = self.root / site / MANIFEST_KEY
        with _plain_errors(path):
            try:
                tag = _tag(path)
                payload = path.read_bytes()
            except FileNotFoundError:
                return None
            if _tag(path) != tag:
                return self.read(site)
        return Stored(from_bytes(payload, str(path)), tag)

    def commit(self, site: str, manifest: Manifest, tag: str | None) -> str:
        """As ``Store.commit``."""
        folder = self.root / site
        path = folder / MANIFEST_KEY
        with _plain_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(folder):
                _hold(folder, tag)
                _replace_flushed(path, to_bytes(manifest), folder / INCOMING)
                return _tag(path)

    def put(self, site: str, writes: Sequence[Write], fence: str) -> dict[str, str]:
        """As ``Store.put``; a folder has no tags, since the manifest's hashes say all."""
        folder = self.root / site
        incoming = os.fspath(folder / INCOMING)
        made: set[str] = set()
        for write in writes:
            # Strings, not Paths: they would be a quarter of what writing an object costs in Python.
            target = f"{folder}/{write.artifact.key}"
            parent = target.rpartition("/")[0]
            with _plain_errors(Path(target)):
                if parent not in made:
                    os.makedirs(parent, exist_ok=True)  # noqa: PTH103
                    made.add(parent)
                body = write.body()
                # Held for one object at a time: a process that is stopped here holds up nobody for long.
                with _locked(folder):
                    _hold(folder, fence)
                    _place(body, target, incoming)
        return {}

    def present(self, site: str, keys: Collection[str]) -> frozenset[str]:
        """As ``Store.present``."""
        return frozenset(key for key in keys if (self.root / site / key).is_file())

    def verify(
        self,
        site: str,
        artifacts: Collection[Artifact],
        tags: Mapping[str, str],  # noqa: ARG002 - a folder has none
    ) -> frozenset[str]:
        """As ``Store.verify``, by presence and size: nobody else writes while the claim holds."""
        folder = str(self.root / site)
        return frozenset(
            artifact.key for artifact in artifacts if _size(f"{folder}/{artifact.key}") != artifact.size
        )

    def delete(self, site: str, keys: Sequence[str], fence: str) -> None:
        """As ``Store.delete``; folders that become empty go too."""
        folder = self.root / site
        for key in keys:
            with _plain_errors(folder / key), _locked(folder):
                _hold(folder, fence)
                (folder / key).unlink(missing_ok=True)
                _prune((folder / key).parent, folder)


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Turns the system's refusals into one sentence that names ``path``."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{path} cannot be read or written ({error.strerror}); make room or give leave to write there, "
            "then deploy again: it goes on where it stopped."
        ) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Holds the site's folder alone; the system lets go of it when the process ends, however it ends."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _hold(folder: Path, tag: str | None) -> None:
    """Fenced unless the site's manifest is still the one tagged ``tag``."""
    try:
        found = _tag(folder / MANIFEST_KEY)
    except FileNotFoundError:
        found = None
    if found != tag:
        raise Fenced(f"Another deployment of {folder.name} has begun meanwhile; this one has stopped.")


def _tag(path: Path) -> str:
    """Differs whenever the file at ``path`` was replaced."""
    found = path.stat()
    return f"{found.st_ino:x}-{found.st_mtime_ns:x}-{found.st_size:x}"


def _size(path: str) -> int | None:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - a site has hundreds, and Path doubles the time
    except OSError:
        return None


def _place(body: bytes, target: str, incoming: str) -> None:
    """Puts ``body`` at ``target``, whole or not at all."""
    with open(incoming, "wb") as file:  # noqa: PTH123
        file.write(body)
    os.replace(incoming, target)  # noqa: PTH105


def _replace_flushed(path: Path, payload: bytes, incoming: Path) -> None:
    """Puts ``payload`` at ``path``; flushed first, so that a power cut leaves it or the one before."""
    with incoming.open("wb") as file:
        file.write(payload)
        file.flush()
        os.fsync(file.fileno())
    incoming.replace(path)


def _prune(folder: Path, root: Path) -> None:
    """Removes ``folder`` and those above it up to ``root`` as long as they are empty."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent
