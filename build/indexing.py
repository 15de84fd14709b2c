"""The last stage of a build: what a site shows, into the search engine."""

import logging
from collections.abc import Sequence
from time import process_time

from build.config import Config
from build.errors import BuildError, SearchEngineError, Superseded
from build.index.documents import unmade_documents
from build.index.engine import SearchEngine, SiteIndex, nothing
from build.index.opening import open_engine
from build.outcome import Outcome
from build.snapshot.store import SiteEntry, SnapshotReader

logger = logging.getLogger(__name__)


class SiteIndexer:
    """Writes groups of sites to the engine, with everything kept open; each fares for itself."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._reader: SnapshotReader | None = None
        self._engine: SearchEngine | None = None

    def update(self, entries: Sequence[SiteEntry]) -> list[Outcome]:
        """Index what the sites show, where that is what the snapshot still has; then all can be found.

        A site without a digest is one that is gone. After an outage the others are not tried.
        """
        try:
            outcomes = self._together(entries)
        except Exception:
            # One may have spoilt it for all: each is asked what is wrong.
            outcomes = self._one_by_one(entries)
        return self._settled(outcomes)

    def _together(self, entries: Sequence[SiteEntry]) -> list[Outcome]:
        """In one go, which costs an engine a fraction of as many single ones."""
        began = process_time()
        gone = [nothing(entry.code, entry.revision) for entry in entries if not entry.digest]
        superseded = self._write([entry for entry in entries if entry.digest], gone)
        seconds = (process_time() - began) / len(entries)
        return [superseded.get(entry.hostname) or _indexed(entry, seconds) for entry in entries]

    def _write(self, shown: Sequence[SiteEntry], gone: list[SiteIndex]) -> dict[str, Outcome]:
        if not shown:
            # What is gone can be taken out where no snapshot is.
            self._open().update_sites(gone)
            return {}
        superseded: dict[str, Outcome] = {}
        sites = gone
        reader = self._open_reader()
        with reader.one_state():
            for entry in shown:
                try:
                    sites.append(site_index(reader, entry))
                except Superseded:
                    superseded[entry.hostname] = Outcome(entry.hostname, superseded=True)
            self._open().update_sites(sites)
        return superseded

    def _one_by_one(self, entries: Sequence[SiteEntry]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for entry in entries:
            last = outcomes[-1] if outcomes else None
            if last and last.outage:
                outcomes.append(last._replace(hostname=entry.hostname))
            else:
                outcomes.append(self._alone(entry))
        return outcomes

    def _alone(self, entry: SiteEntry) -> Outcome:
        try:
            return self._together([entry])[0]
        except BuildError as error:
            outage = isinstance(error, SearchEngineError)
            return Outcome(entry.hostname, failure=str(error), outage=outage)
        except Exception as error:
            logger.exception("%s could not be indexed", entry.hostname)
            kind = type(error).__name__
            return Outcome(entry.hostname, failure=f"{kind}: {error} (a fault of the program: see the log)")

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

    def _open_reader(self) -> SnapshotReader:
        if self._reader is None:
            self._reader = SnapshotReader(self._config.snapshot)
        return self._reader


def _indexed(entry: SiteEntry, seconds: float) -> Outcome:
    if not entry.digest:
        return Outcome(entry.hostname, deleted=1)
    return Outcome(entry.hostname, written=1, seconds={"index": seconds})


def site_index(reader: SnapshotReader, entry: SiteEntry) -> SiteIndex:
    """What the site shows; Superseded if the snapshot has something newer.

    Its texts are read when they are asked for: inside ``reader.one_state()``.
    """
    snapshot = reader.unit(entry.code, entry.digest)
    pages = unmade_documents(snapshot, reader.document)
    return SiteIndex(unit=entry.code, revision=entry.revision, documents=pages)


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
        with self._reader.one_state():
            engine.update_sites([site_index(self._reader, entry)])
        self._held[entry.code] = entry.revision
        return True

    def remove(self, unit: str, revision: int) -> bool:
        """Take a unit that has no site any more out of search; False if it could not be."""
        try:
            return self.failure == "" and self._open().update_sites([nothing(unit, revision)]) == [True]
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
