"""The last stage of a build: what a site shows, into the search engine."""

import logging
from collections.abc import Sequence
from time import process_time

from build.config import Config
from build.errors import BuildError, SearchEngineError, Superseded
from build.index.documents import unmade_documents
from build.index.engine import SearchEngine, SiteIndex
from build.index.opening import open_engine
from build.outcome import Outcome
from build.snapshot.store import SiteEntry, SnapshotReader

logger = logging.getLogger(__name__)


class SiteIndexer:
    """Writes one site after another to the engine, with everything kept open; each fares for itself."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._reader: SnapshotReader | None = None
        self._engine: SearchEngine | None = None

    def update(self, entries: Sequence[SiteEntry]) -> list[Outcome]:
        """Index what the sites show, where that is what the snapshot still has; then all can be found.

        A site without a digest is one that is gone. After an outage the others are not tried.
        """
        outcomes: list[Outcome] = []
        for entry in entries:
            last = outcomes[-1] if outcomes else None
            if last and last.outage:
                outcomes.append(last._replace(hostname=entry.hostname))
            else:
                outcomes.append(self._update(entry) if entry.digest else self._remove(entry))
        return self._settled(outcomes)

    def _settled(self, outcomes: list[Outcome]) -> list[Outcome]:
        if not any(outcome.written or outcome.deleted for outcome in outcomes):
            return outcomes
        try:
            self._open().settle()
        except BuildError as error:
            return [
                outcome if outcome.failure else outcome._replace(failure=str(error), outage=True)
                for outcome in outcomes
            ]
        return outcomes

    def _update(self, entry: SiteEntry) -> Outcome:
        began = process_time()
        try:
            if self._reader is None:
                self._reader = SnapshotReader(self._config.snapshot)
            index_site(self._open(), self._reader, entry)
        except Superseded:
            return Outcome(entry.hostname, superseded=True)
        except BuildError as error:
            return self._failed(entry, error)
        except Exception as error:
            logger.exception("%s could not be indexed", entry.hostname)
            kind = type(error).__name__
            return Outcome(entry.hostname, failure=f"{kind}: {error} (a fault of the program: see the log)")
        return Outcome(entry.hostname, written=1, seconds={"index": process_time() - began})

    def _remove(self, entry: SiteEntry) -> Outcome:
        """Take the site of a unit that has none any more out of search."""
        try:
            self._open().remove_site(entry.code, entry.revision)
        except BuildError as error:
            return self._failed(entry, error)
        return Outcome(entry.hostname, deleted=1)

    def close(self) -> None:
        """Give back what is held open."""
        if self._reader:
            self._reader.close()
        if self._engine:
            self._engine.close()

    def _open(self) -> SearchEngine:
        if self._engine is None:
            self._engine = open_engine(self._config.engine)
        return self._engine

    def _failed(self, entry: SiteEntry, error: BuildError) -> Outcome:
        outage = isinstance(error, SearchEngineError)
        return Outcome(entry.hostname, failure=str(error), outage=outage)


def index_site(engine: SearchEngine, reader: SnapshotReader, entry: SiteEntry) -> None:
    """Put what the site shows into ``engine``; Superseded if the snapshot has something newer."""
    with reader.one_state():
        snapshot = reader.unit(entry.code, entry.digest)
        pages = unmade_documents(snapshot, reader.document)
        engine.update_site(SiteIndex(unit=entry.code, revision=entry.revision, documents=pages))


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
        except Superseded:
            return False
        except BuildError as error:
            self.failure = str(error)
            return False
        finally:
            self.seconds += process_time() - began

    def _update(self, entry: SiteEntry) -> bool:
        engine = self._open()
        if self._held.get(entry.code) == entry.revision:
            return False
        index_site(engine, self._reader, entry)
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
