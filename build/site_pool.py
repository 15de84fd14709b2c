"""Where sites are brought up to date: in processes that stay warm, or in this one where one is enough."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Final, Protocol, TypeVar

from build.config import Config
from build.deploy.stores import open_store
from build.indexing import SiteIndexer
from build.outcome import Outcome
from build.processes import Processes
from build.site_worker import SiteWorker
from build.snapshot.store import SiteEntry

T = TypeVar("T")

KILLED: Final = "The process that built it was killed; if memory ran out, set a lower LIENTHONG_JOBS."


class Pool(Protocol):
    """Takes a site to be built, or several to be indexed; a site without a digest is taken out of search."""

    def build(
        self, entry: SiteEntry, *, allow_shrink: bool = False, look: bool = False
    ) -> Future[Outcome]: ...

    def index(self, entries: Sequence[SiteEntry]) -> Future[list[Outcome]]: ...

    def warm_up(self) -> None: ...

    def close(self) -> None: ...


class _Process:
    """What one process keeps open from site to site; each part is made when it is first needed."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._worker: SiteWorker | None = None
        self._indexer: SiteIndexer | None = None

    @property
    def worker(self) -> SiteWorker:
        if self._worker is None:
            self._worker = SiteWorker(self._config)
        return self._worker

    @property
    def indexer(self) -> SiteIndexer:
        if self._indexer is None:
            self._indexer = SiteIndexer(self._config)
        return self._indexer

    def close(self) -> None:
        if self._worker:
            self._worker.close()
        if self._indexer:
            self._indexer.close()


class OwnProcess:
    """A pool that does everything at once, here."""

    def __init__(self, config: Config) -> None:
        self._process = _Process(config)

    def build(self, entry: SiteEntry, *, allow_shrink: bool = False, look: bool = False) -> Future[Outcome]:
        """Render and deploy the site."""
        return _done(self._process.worker.bring_up_to_date(entry, allow_shrink=allow_shrink, look=look))

    def index(self, entries: Sequence[SiteEntry]) -> Future[list[Outcome]]:
        """Index what the sites show."""
        return _done(self._process.indexer.update(entries))

    def warm_up(self) -> None:
        """Nothing: this process imports what it needs with the first site."""

    def close(self) -> None:
        """Give back what is held open."""
        self._process.close()


class ManyProcesses:
    """A pool of ``jobs`` processes."""

    def __init__(self, config: Config, jobs: int) -> None:
        self._processes = Processes(jobs, _start, config)

    def build(self, entry: SiteEntry, *, allow_shrink: bool = False, look: bool = False) -> Future[Outcome]:
        """Render and deploy the site."""
        return self._processes.submit(_build, entry, allow_shrink, look)

    def index(self, entries: Sequence[SiteEntry]) -> Future[list[Outcome]]:
        """Index what the sites show."""
        return self._processes.submit(_index, list(entries))

    def warm_up(self) -> None:
        """Start a process and import what rendering needs, before the first site is there."""
        self._processes.submit(_warm_up)

    def close(self) -> None:
        """Let the processes finish what they have begun, and end."""
        self._processes.close()


def open_pool(config: Config, jobs: int) -> Pool:
    """A pool of ``jobs`` processes; of this one alone for one job.

    A store that cannot be used is said once, here, and not by every process.
    """
    open_store(config.target)
    return OwnProcess(config) if jobs == 1 else ManyProcesses(config, jobs)


def _done(result: T) -> Future[T]:
    future: Future[T] = Future()
    future.set_result(result)
    return future


_processes: list[_Process] = []


def _start(config: Config) -> None:
    _processes.append(_Process(config))


def _warm_up() -> None:
    _processes[0].worker.warm_up()


def _build(entry: SiteEntry, allow_shrink: bool, look: bool) -> Outcome:
    return _processes[0].worker.bring_up_to_date(entry, allow_shrink=allow_shrink, look=look)


def _index(entries: list[SiteEntry]) -> list[Outcome]:
    return _processes[0].indexer.update(entries)
