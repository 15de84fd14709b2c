"""A site between rendering and deployment: all its pages in one file, appended to and never rewritten.

Making a file and its folder costs more than composing what goes into it, so a site's files become files
only where they are deployed. What the last finished rendering wrote stays as it is until the next is
finished: a build that is killed loses its own work and nothing else.
"""

import hashlib
from collections.abc import Callable
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from build.errors import BuildError
from build.render.item import Item
from build.render.state import Kind, Output, SiteState, save_state

_FLUSH_AT: Final = 4 * 1024 * 1024
_HELD: Final = 8 * 1024 * 1024
"""Bytes of one site."""
_WASTE: Final = 2
"""How many times larger than what it holds a pack may grow."""

Locate = Callable[[str], Path]
"""Where the file lies that is not in the pack, by its path on the site."""


class Staging:
    """Brings one site's pack up to date: only files whose key changed are made."""

    def __init__(self, staging: Path, hostname: str, before: SiteState | None) -> None:
        self._staging = staging
        self._hostname = hostname
        self._before = {output.path: output for output in before.outputs} if before else {}
        if before and _wasted(staging / before.pack, before):
            self._before = {path: out for path, out in self._before.items() if out.offset is None}
            before = None
        self._pack = before.pack if before else _other_pack(staging, hostname)
        self._after: dict[str, Output] = {}
        self._buffer: list[bytes] = []
        self._buffered = 0
        self._end = _size(staging / self._pack)
        self.written = 0

    def stale(self, item: Item) -> bool:
        """Whether ``item`` has to be made; if not, what stands is kept."""
        old = self._before.get(item.path)
        if old is None or old.key != item.key:
            return True
        self._after[item.path] = old
        return False

    def write(self, item: Item) -> None:
        """Make ``item`` and add it to the pack."""
        part = item.make()
        content, refs = part.html, part.refs
        sha256 = hashlib.sha256(content).hexdigest()
        output = Output(item.path, item.key, item.kind, sha256, len(content), self._end, refs)
        self._after[item.path] = output
        self._buffer.append(content)
        self._buffered += len(content)
        self._end += len(content)
        self.written += 1
        if self._buffered > _FLUSH_AT:
            self._flush()

    def note(self, path: str, sha256: str, size: int, kind: Kind) -> None:
        """Say that the site has a file that lies by itself and never changes."""
        self.written += path not in self._before
        self._after[path] = Output(path, sha256, kind, sha256, size, None, ())

    def finish(self, site_key: str) -> SiteState:
        """Make this rendering the site's last finished one."""
        self._flush()
        outputs = tuple(self._after[path] for path in sorted(self._after))
        state = SiteState(site_key, self._pack, outputs)
        save_state(self._staging, self._hostname, state)
        for pack in self._staging.glob(f"{self._hostname}.?.pack"):
            if pack.name != self._pack:
                pack.unlink()
        return state

    def _flush(self) -> None:
        with (self._staging / self._pack).open("ab") as pack:
            pack.writelines(self._buffer)
        self._buffer.clear()
        self._buffered = 0


class StagedSite:
    """The bytes of a finished rendering, by path on the site.

    A deployment reads each file twice: once to see that it is whole, before anything is written, and once
    to write it. What was seen first is held in memory until then, up to ``_HELD``.
    """

    def __init__(self, staging: Path, state: SiteState, locate: Locate) -> None:
        self._pack = staging / state.pack
        self._outputs = {output.path: output for output in state.outputs}
        self._locate = locate
        self._seen: dict[str, bytes] = {}
        self._held = 0

    def read(self, path: str) -> bytes:
        """The file's bytes; BuildError if they are not what was rendered."""
        if path in self._seen:
            return self._seen.pop(path)
        content = self._checked(path)
        self._held += len(content)
        if self._held <= _HELD:
            self._seen[path] = content
        return content

    def _checked(self, path: str) -> bytes:
        output = self._outputs[path]
        content = self._bytes(output)
        if hashlib.sha256(content).hexdigest() != output.sha256:
            where = self._pack if output.offset is not None else self._locate(path)
            raise BuildError(f"{where} is damaged; remove it, and build again.")
        return content

    def _bytes(self, output: Output) -> bytes:
        if output.offset is None:
            return self._locate(output.path).read_bytes()
        return self._content[output.offset : output.offset + output.size]

    @cached_property
    def _content(self) -> mmap | bytes:
        """The pack, opened once for all that is read from it."""
        with self._pack.open("rb") as pack:
            # A file without bytes cannot be mapped.
            return mmap(pack.fileno(), 0, access=ACCESS_READ) if _size(self._pack) else b""


def _wasted(pack: Path, state: SiteState) -> bool:
    held = sum(output.size for output in state.outputs if output.offset is not None)
    return _size(pack) > _WASTE * held + _FLUSH_AT


def _other_pack(staging: Path, hostname: str) -> str:
    """A pack's name that the site's last finished rendering does not use."""
    names = (f"{hostname}.{letter}.pack" for letter in "ab")
    return next((name for name in names if not (staging / name).exists()), f"{hostname}.a.pack")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
