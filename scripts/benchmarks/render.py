"""Pages a CPU-second from the snapshot to finished sites, beside Hugo and plain Pelican on the same pages."""

import shutil
from pathlib import Path
from typing import Final

from build.snapshot.store import SiteEntry, SnapshotReader
from scripts.benchmarks import hugo, plain_pelican
from scripts.benchmarks.measuring import (
    Conditions,
    Finding,
    Measured,
    Unmeasurable,
    Usage,
    answer,
    memory,
    python,
    rates,
    rounds,
)

LIKENESS: Final = 0.15
"""By how much the bytes of all HTML may differ before the comparison is refused."""

PELICAN_SITES: Final = 5


def measure(conditions: Conditions) -> Measured:
    """Build the sites with Liên Thông, with Hugo, with Hugo whose chrome is cached, and some with Pelican."""
    reader = SnapshotReader(conditions.snapshot)
    entries = reader.sites()[: conditions.sites]
    binary = hugo.binary(conditions.hugo)
    projects = hugo.Projects(conditions.folder / "hugo", reader, entries)
    few = plain_pelican.Projects(conditions.folder / "pelican", reader, entries[:PELICAN_SITES])
    tasks = [
        lambda: _ours(conditions, len(entries)),
        lambda: projects.build(binary, hugo.PLAIN, _fresh(conditions.folder / hugo.PLAIN)),
        lambda: projects.build(binary, hugo.CACHED, _fresh(conditions.folder / hugo.CACHED)),
        few.build,
    ]
    ours, plain, cached, pelican = rounds(conditions.rounds, *tasks)
    pages, bytes_ours, bytes_hugo = _alike(conditions.folder, entries)
    name = f"Hugo {hugo.version(binary)}"
    peers = {f"{name}, a process a site": plain, f"{name}, its chrome in partialCached": cached}
    measured = Measured(
        "render", f"{len(entries)} sites, {pages:,} HTML pages of {bytes_ours // pages:,} bytes"
    )
    own = rates(pages, ours)
    measured.findings += [
        Finding("render/pages", "pages/cpu-s", own, peer, rates(pages, runs)) for peer, runs in peers.items()
    ]
    measured.findings += [
        Finding("render/pages", "pages/cpu-s", own, plain_pelican.NAME, rates(few.pages(), pelican)),
        *_stages(ours),
        Finding("render/memory", "MiB", memory(ours), name, memory(plain)),
    ]
    measured.notes += [
        f"Hugo made the same {pages:,} addresses; its HTML has {bytes_hugo / bytes_ours:.1%} of the bytes.",
        f"Pelican: the first {few.sites} sites, {few.pages():,} HTML pages of {few.bytes_a_page():,} bytes.",
    ]
    return measured


def _ours(conditions: Conditions, sites: int) -> Usage:
    _fresh(conditions.folder / "staging")
    _fresh(conditions.folder / "sites")
    return python("scripts.benchmarks.building", sites, environment=conditions.environment())


def _stages(ours: list[Usage]) -> list[Finding]:
    """Where the CPU-seconds of the middle run went."""
    run = sorted(ours, key=lambda usage: usage.cpu)[len(ours) // 2]
    seconds = answer(run)["seconds"]
    seconds["start, imports, reading the list of sites"] = run.cpu - sum(seconds.values())
    findings = [Finding("render/cpu", "CPU-seconds", [usage.cpu for usage in ours])]
    return findings + [
        Finding(f"render/cpu: {stage}", "CPU-seconds", [spent]) for stage, spent in seconds.items()
    ]


def _alike(folder: Path, entries: list[SiteEntry]) -> tuple[int, int, int]:
    """The number of pages and the bytes of each side; Unmeasurable where they are not the same pages."""
    pages = own_bytes = hugo_bytes = 0
    for entry in entries:
        own, theirs = (_html(folder / side / entry.hostname) for side in ("sites", hugo.PLAIN))
        if own.keys() != theirs.keys():
            differing = min(own.keys() ^ theirs.keys())
            raise Unmeasurable(
                f"{entry.hostname}: only one side has {differing}; mend scripts/benchmarks/hugo."
            )
        pages += len(own)
        own_bytes += sum(own.values())
        hugo_bytes += sum(theirs.values())
    if abs(hugo_bytes / own_bytes - 1) > LIKENESS:
        raise Unmeasurable(
            f"Hugo wrote {hugo_bytes:,} bytes of HTML and we {own_bytes:,}: not alike enough to compare; "
            "bring scripts/benchmarks/hugo/layouts up to date with themes/base."
        )
    return pages, own_bytes, hugo_bytes


def _html(folder: Path) -> dict[str, int]:
    """The sizes of all HTML files, by their path on the site."""
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*.html")}


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
