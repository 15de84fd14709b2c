"""Check many sites of a folder, in several processes."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from pathlib import Path

from build.crawl.release import Sites
from build.crawl.site import SiteReport, check_site
from build.errors import ConfigError
from build.processes import Processes

Watcher = Callable[[int, int], None]
"""Told how many sites are done, of how many."""

_sites: list[Sites] = []


def check_sites(
    folder: Path, hostnames: Sequence[str] = (), *, jobs: int, watch: Watcher = lambda _done, _of: None
) -> list[SiteReport]:
    """What is wrong with the sites ``hostnames`` (all, if empty) of ``folder``, in the order of names.

    ConfigError where there is no such folder or site.
    """
    sites = Sites(folder)
    for name in hostnames:
        if not sites.has(name):
            raise ConfigError(f"There is no site {name} in {folder}; check the name.")
    if not sites.hostnames:
        raise ConfigError(f"There is no site in {folder}; build and deploy first.")
    chosen = sorted(set(hostnames)) or sites.hostnames
    reports = []
    for report in _reports(folder, chosen, min(jobs, len(chosen))):
        reports.append(report)
        watch(len(reports), len(chosen))
    return sorted(reports, key=lambda report: report.hostname)


def _reports(folder: Path, hostnames: Sequence[str], jobs: int) -> Iterator[SiteReport]:
    if jobs == 1:
        sites = Sites(folder)
        yield from (check_site(sites, hostname) for hostname in hostnames)
        return
    with Processes(jobs, _start_worker, folder) as pool:
        for future in as_completed([pool.submit(_work, hostname) for hostname in hostnames]):
            yield future.result()


def _start_worker(folder: Path) -> None:
    _sites.append(Sites(folder))


def _work(hostname: str) -> SiteReport:
    return check_site(_sites[0], hostname)
