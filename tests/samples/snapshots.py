"""The snapshot's worked example, in a folder of its own, to be changed and built again."""

from dataclasses import replace
from pathlib import Path

import msgspec

from build.config import Config, load
from build.snapshot.schema import Document, UnitSnapshot, digest, encode
from build.snapshot.store import SnapshotReader, decode_unit
from build.snapshot.writing import Source, write_snapshot

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "build" / "snapshot" / "examples"


def without_dead_redirects(unit: UnitSnapshot) -> UnitSnapshot:
    """The unit's snapshot, redirecting only to pages that it shows."""
    shown = {(page.section, page.slug) for page in unit.shown}
    live = tuple(found for found in unit.redirects if (found.to_section, found.to_slug) in shown)
    return msgspec.structs.replace(unit, redirects=live)


class Example:
    """A snapshot of one site in a folder of its own, which can be changed and rendered again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config: Config = replace(load({"LIENTHONG_VAR": str(folder)}), jobs=1)
        self.unit = decode_unit((EXAMPLES / "unit.json").read_bytes())
        self.documents = {}
        for path in sorted(EXAMPLES.glob("document-*.json")):
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
            Source(
                lambda hashes: [(name, self.documents[name]) for name in hashes],
                lambda file, path: path.write_bytes(b"x" * file.size) and None,
            ),
        )

    def change(self, **changes) -> None:
        """Give the unit other values; what redirected to a page that it shows no more goes too."""
        self.unit = without_dead_redirects(msgspec.structs.replace(self.unit, **changes))
        self.write(self.unit)

    def render(self) -> int:
        """How many files were made."""
        from build.render.pelican_shell import render_site, staged_site

        reader = SnapshotReader(self.config.snapshot)
        (entry,) = reader.sites()
        state, written = render_site(entry, reader, self.config)
        site = staged_site(state, reader, self.config)
        self._files = {output.path: site.read(output.path) for output in state.outputs}
        return written

    def files(self) -> dict[str, bytes]:
        """The rendered site by path."""
        return self._files
