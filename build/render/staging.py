"""A site's staging folder: only files whose key changed are written, only what is gone is removed."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from build.render.parts import Part
from build.render.site_plan import Item
from build.render.state import Kind, Output


class Staging:
    """Writes one site's files below ``folder`` and counts what it did.

    A file is never changed in place but replaced by a new one: what was deployed by a hard link to the
    old one stays as it was.
    """

    def __init__(self, folder: Path, before: Iterable[Output]) -> None:
        self.folder = folder
        self.written = 0
        self._before = {output.path: output for output in before}
        self._after: dict[str, Output] = {}
        self._folders: set[str] = set()

    def stale(self, item: Item) -> bool:
        """Whether ``item`` has to be made; if not, what stands is kept."""
        old = self._before.get(item.path)
        if old is None or old.key != item.key:
            return True
        self._after[item.path] = old
        return False

    def write(self, item: Item) -> None:
        """Make ``item`` and put it in its place."""
        part = item.make()
        self._put(item.path, part)
        sha256 = hashlib.sha256(part.html).hexdigest()
        self._record(Output(item.path, item.key, item.kind, sha256, len(part.html), part.refs))

    def link(self, path: str, source: Path, sha256: str, kind: Kind) -> None:
        """Put the unchanging file ``source`` in place under its hash."""
        old = self._before.get(path)
        if old is not None:
            self._after[path] = old
            return
        target = self._target(path)
        target.unlink(missing_ok=True)
        try:
            target.hardlink_to(source)
        except OSError:
            target.write_bytes(source.read_bytes())
        self._record(Output(path, sha256, kind, sha256, source.stat().st_size, ()))

    def remove_gone(self) -> None:
        """Remove the files that the site no longer has."""
        for path in self._before.keys() - self._after.keys():
            (self.folder / path).unlink(missing_ok=True)

    def outputs(self) -> tuple[Output, ...]:
        """Everything that the site has now, in the order of paths."""
        return tuple(self._after[path] for path in sorted(self._after))

    def _record(self, output: Output) -> None:
        self._after[output.path] = output
        self.written += 1

    def _put(self, path: str, part: Part) -> None:
        target = os.fspath(self._target(path))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            handle = os.open(target, flags, 0o644)
        except FileExistsError:
            Path(target).unlink()
            handle = os.open(target, flags, 0o644)
        with open(handle, "wb", buffering=0) as file:  # noqa: PTH123 - Path cannot open a descriptor
            file.write(part.html)

    def _target(self, path: str) -> Path:
        target = self.folder / path
        parent = path.rpartition("/")[0]
        if parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(parent)
        return target
