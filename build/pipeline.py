"""The build from snapshot to search, site by site: what changed is rendered, deployed and indexed.

Every site goes its own way: one that fails is reported at the end and tried again by the next build,
and the others go on.
"""

import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, field

from build.config import Config
from build.errors import ConfigError
from build.indexing import Indexing
from build.outcome import Outcome
from build.progress import SiteProgress, load_progress, save_progress
from build.render.fingerprint import site_key
from build.site_pool import KILLED, open_pool
from build.snapshot.store import SiteEntry, SnapshotReader

Watcher = Callable[[int, int, str], None]
"""Told how many sites are done, of how many, and the hostname of the last."""

MOST_GONE = 0.3
FEW_GONE = 3
"""The share of known sites, and the number, that a snapshot may lack and still be believed."""

_SAVE_EVERY = 50


@dataclass
class Report:
    """What a build did. ``seconds`` are CPU seconds by stage; ``failures`` sentences by hostname."""

    sites: int = 0
    pages: int = 0
    changed: int = 0
    rendered: int = 0
    written: int = 0
    deleted: int = 0
    indexed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count one site's outcome."""
        self.changed += 1
        self.rendered += outcome.rendered
        self.written += outcome.written
        self.deleted += outcome.deleted
        if outcome.failure:
            self.failures[outcome.hostname] = outcome.failure
        for stage, seconds in outcome.seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


def build(
    config: Config,
    *,
    units: Collection[str] = (),
    again: bool = False,
    allow_shrink: bool = False,
    watch: Watcher = lambda _done, _of, _hostname: None,
) -> Report:
    """Bring the sites of ``units`` (all, if empty) up to date with the snapshot.

    ``again`` looks at every object of sites that seem to need nothing; ``allow_shrink`` lets a site lose
    most of its pages. Raises BuildError only for what concerns all sites; a single site's failure is
    reported.
    """
    with closing(SnapshotReader(config.snapshot)) as reader:
        entries = _chosen(reader.sites(), units)
        run = _Run(config, reader, entries)
        try:
            run.render_and_deploy(again=again, allow_shrink=allow_shrink, watch=watch)
            run.catch_up_with_search()
            if not units:
                run.forget_closed_units(allow_shrink=allow_shrink)
        finally:
            run.finish()
    return run.report


def _chosen(entries: list[SiteEntry], units: Collection[str]) -> list[SiteEntry]:
    unknown = set(units) - {entry.code for entry in entries}
    if unknown:
        raise ConfigError(f"The snapshot has no unit {min(unknown)!r}; check the code.")
    return [entry for entry in entries if not units or entry.code in units]


class _Run:
    """One build: which sites are behind, and how far each has come meanwhile."""

    def __init__(self, config: Config, reader: SnapshotReader, entries: list[SiteEntry]) -> None:
        self.config = config
        self.entries = {entry.hostname: entry for entry in entries}
        self.progress = load_progress(config.staging)
        self.report = Report(sites=len(entries))
        self._indexing = Indexing(config, reader)
        self._began_with = dict(self.progress)

    def render_and_deploy(self, *, again: bool, allow_shrink: bool, watch: Watcher) -> None:
        """Bring up to date the sites that are behind, each into search as soon as it is deployed."""
        behind = [entry for entry in self.entries.values() if again or self._is_behind(entry)]
        for done, outcome in enumerate(
            _outcomes(self.config, behind, allow_shrink=allow_shrink, look=again), 1
        ):
            entry = self.entries[outcome.hostname]
            self.report.add(outcome)
            if not outcome.failure:
                self.progress[entry.hostname] = SiteProgress(
                    code=entry.code, deployed=self._deployed(entry), pages=outcome.pages
                )
                self._index(entry)
            if done % _SAVE_EVERY == 0:
                save_progress(self.config.staging, self.progress)
            watch(done, len(behind), outcome.hostname)

    def catch_up_with_search(self) -> None:
        """Index what search is behind with, since it failed, or was emptied or changed.

        Never a site whose present state is not deployed: search offers what the sites show.
        """
        for entry in self.entries.values():
            if not self._is_behind(entry):
                self._index(entry)

    def forget_closed_units(self, *, allow_shrink: bool) -> None:
        """Take units that the snapshot no longer has out of search, and say which sites are left over.

        A snapshot that lost most of its units is more likely broken than true: then nothing is done.
        """
        gone = [hostname for hostname in self.progress if hostname not in self.entries]
        few = max(FEW_GONE, MOST_GONE * len(self.progress))
        if gone and (not self.entries or len(gone) > few) and not allow_shrink:
            self.report.failures["snapshot"] = (
                f"The snapshot lacks {len(gone)} of {len(self.progress)} known sites, which stay as they "
                "are; look at the units, and if that is meant, build once with --allow-shrink."
            )
            return
        codes = {entry.code for entry in self.entries.values()}
        for hostname in gone:
            code = self.progress[hostname].code
            if code in codes:
                self.report.failures[hostname] = (
                    f"Unit {code} has another hostname now, and this site is still served as it was; "
                    "take it down or redirect it in the web server, then remove its line from progress.json."
                )
            elif self._indexing.remove(code, time.time_ns() // 1_000_000):
                del self.progress[hostname]

    def finish(self) -> None:
        """Close the books."""
        self._indexing.close()
        if self.progress != self._began_with:
            save_progress(self.config.staging, self.progress)
        report = self.report
        report.pages = sum(self._progress(entry).pages for entry in self.entries.values())
        if self._indexing.seconds:
            report.seconds["index"] = self._indexing.seconds
        if self._indexing.failure:
            report.failures["search"] = self._indexing.failure

    def _index(self, entry: SiteEntry) -> None:
        self.report.indexed += self._indexing.update(entry)

    def _is_behind(self, entry: SiteEntry) -> bool:
        return self._progress(entry).deployed != self._deployed(entry)

    def _progress(self, entry: SiteEntry) -> SiteProgress:
        return self.progress.get(entry.hostname) or SiteProgress(code=entry.code)

    def _deployed(self, entry: SiteEntry) -> str:
        return f"{self.config.target} {site_key(entry.tier, self.config, entry.digest)}"


def _outcomes(
    config: Config, behind: list[SiteEntry], *, allow_shrink: bool, look: bool
) -> Iterator[Outcome]:
    if not behind:
        return
    jobs = min(config.jobs, len(behind))
    with closing(open_pool(config, jobs)) as pool:
        if jobs == 1:
            for entry in behind:
                yield pool.build(entry, allow_shrink=allow_shrink, look=look).result()
            return
        futures = {
            pool.build(entry, allow_shrink=allow_shrink, look=look): entry.hostname for entry in behind
        }
        for future in as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield Outcome(futures[future], failure=f"{KILLED} Then build again.")
