"""The snapshot's worked example, as a site to render."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from build.config import Config, load
from build.snapshot.schema import Document, UnitSnapshot, digest, encode
from build.snapshot.store import SnapshotReader, decode_unit
from build.snapshot.writing import write_snapshot


class Example:
    """A snapshot of one site in a folder of its own, which can be changed and rendered again."""

    def __init__(self, folder: Path, examples: Path) -> None:
        self.folder = folder
        self.config: Config = replace(load({"LIENTHONG_VAR": str(folder)}), jobs=1)
        self.unit = decode_unit((examples / "unit.json").read_bytes())
        self.documents = {}
        for path in sorted(examples.glob("document-*.json")):
            self.add(msgspec.json.decode(path.read_bytes(), type=Document))
        self.write(self.unit)

    def add(self, document: Document) -> str:
        payload = encode(document)
        self.documents[digest(payload)] = payload
        return digest(payload)

    def write(self, *units: UnitSnapshot) -> None:
        write_snapshot(
            self.config.snapshot,
            units,
            fetch=lambda hashes: [(name, self.documents[name]) for name in hashes],
            copy=lambda file, path: path.write_bytes(b"x" * file.size) and None,
        )

    def change(self, **changes) -> None:
        self.unit = msgspec.structs.replace(self.unit, **changes)
        self.write(self.unit)

    def render(self) -> int:
        from build.render.pelican_shell import render_site

        reader = SnapshotReader(self.config.snapshot)
        return sum(render_site(entry, reader, self.config) for entry in reader.sites())

    def files(self) -> dict[str, bytes]:
        site = self.config.staging / self.unit.unit.hostname
        return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@pytest.fixture
def example(tmp_path, root):
    return Example(tmp_path / "var", root / "build" / "snapshot" / "examples")
