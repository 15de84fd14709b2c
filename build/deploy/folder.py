"""Sites as folders, each named by its hostname: for one machine, and for any web server that serves files.

A new object is made where it belongs: no page names it yet, and one that was not finished is known by
its size. An object that is there already is replaced at once, by one that was made under another name.
Only manifests are flushed to the disk; after a power cut the one that is found says what to write again.
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
WRITE_BATCH = 32
"""How many objects are written before others get their turn at the site."""


class FolderStore:
    """The sites below ``root``. The folder itself is the lock, so that a killed deployment leaves none."""

    lasting = False

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
        for start in range(0, len(writes), WRITE_BATCH):
            batch = [(write.artifact.key, write.body()) for write in writes[start : start + WRITE_BATCH]]
            with _plain_errors(folder), _locked(folder):
                _hold(folder, fence)
                for key, body in batch:
                    _place(body, os.fspath(folder), key)
        return {}

    def present(self, site: str, artifacts: Collection[Artifact]) -> frozenset[str]:
        """As ``Store.present``; what has not all its bytes was never finished, and nobody names it."""
        folder = os.fspath(self.root / site)
        return frozenset(one.key for one in artifacts if _size(f"{folder}/{one.key}") == one.size)

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
def _plain_errors(path: Path | str) -> Iterator[None]:
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


def _place(body: bytes, folder: str, key: str) -> None:
    """Puts ``body`` at ``key``. Strings and bare calls: Paths and files would double what a page costs."""
    target = f"{folder}/{key}"
    with _plain_errors(target):
        try:
            handle = _create(target)
        except FileExistsError:
            _write(os.open(f"{folder}/{INCOMING}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), body)
            os.replace(f"{folder}/{INCOMING}", target)  # noqa: PTH105
        else:
            _write(handle, body)


def _create(target: str) -> int:
    """A new file, open for writing, with the folders above it; FileExistsError where there is one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(target, flags, 0o666)
    except FileNotFoundError:
        _make_folder(target.rpartition("/")[0])
        return os.open(target, flags, 0o666)


def _make_folder(folder: str) -> None:
    """The folder and those above it. Nearly always only the last is missing, which one call finds out."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        pass


def _write(handle: int, body: bytes) -> None:
    """Writes all of ``body``, as a full disk may take a part only, and closes ``handle``."""
    try:
        rest = memoryview(body)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


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
