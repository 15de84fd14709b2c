"""The last stage of a build: what a site shows, into the search engine."""

from time import process_time

from build.config import Config
from build.errors import BuildError
from build.index.documents import index_documents
from build.index.engine import SearchEngine, SiteIndex
from build.index.opening import open_engine
from build.snapshot.store import SiteEntry, SnapshotReader


class Indexing:
    """Writes sites to the engine until it fails; then the rest is left for the next build.

    ``failure`` is the one sentence of why: a search engine that is down holds up no site.
    """

    def __init__(self, config: Config, reader: SnapshotReader) -> None:
        self._config = config
        self._reader = reader
        self._engine: SearchEngine | None = None
        self._held: dict[str, int] = {}
        self.failure = ""
        self.seconds = 0.0

    def update(self, entry: SiteEntry) -> bool:
        """Index what the site of ``entry`` shows, unless the engine has it; whether that took writing."""
        if self.failure:
            return False
        began = process_time()
        try:
            return self._update(entry)
        except BuildError as error:
            self.failure = str(error)
            return False
        finally:
            self.seconds += process_time() - began

    def _update(self, entry: SiteEntry) -> bool:
        engine = self._open()
        if self._held.get(entry.code) == entry.revision:
            return False
        snapshot, documents = self._reader.site(entry.code)
        pages = index_documents(snapshot, documents)
        engine.update_site(SiteIndex(unit=entry.code, revision=entry.revision, documents=pages))
        self._held[entry.code] = entry.revision
        return True

    def remove(self, unit: str, revision: int) -> bool:
        """Take a unit that has no site any more out of search; False if it could not be."""
        try:
            return self.failure == "" and self._open().remove_site(unit, revision)
        except BuildError as error:
            self.failure = str(error)
            return False

    def _open(self) -> SearchEngine:
        if self._engine is None:
            self._engine = open_engine(self._config.engine)
            self._held = dict(self._engine.revisions())
        return self._engine

    def close(self) -> None:
        """Make what was written findable, and give back what the engine holds open."""
        if self._engine is None:
            return
        try:
            if not self.failure:
                self._engine.settle()
        except BuildError as error:
            self.failure = str(error)
        self._engine.close()
