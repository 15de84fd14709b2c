"""What a build costs that finds nothing to do, beside `find` looking at the age of every file."""

import json
from pathlib import Path

from build.snapshot.store import SiteEntry, SnapshotReader
from scripts.benchmarks.measuring import (
    Conditions,
    Finding,
    Measured,
    Unmeasurable,
    Usage,
    answer,
    memory,
    python,
    rounds,
    run,
)

Look = dict[str, tuple[int, int, int]]


def measure(conditions: Conditions) -> Measured:
    """Build once, then again with nothing changed, and look whether any file was touched."""
    reader = SnapshotReader(conditions.snapshot)
    chosen = reader.sites()[: conditions.sites]
    first = _build(conditions, chosen)
    before = _look(conditions.folder)
    again, stat = rounds(
        conditions.rounds, lambda: _build(conditions, chosen), lambda: _every_age(conditions)
    )
    touched = _differing(before, _look(conditions.folder))
    reports = [answer(usage) for usage in again]
    if any(report["changed"] or report["written"] or report["indexed"] for report in reports):
        raise Unmeasurable(f"The second build found something to do: {json.dumps(reports[0])}")
    spent, looked = ([usage.cpu for usage in runs] for runs in (again, stat))
    pages = reports[0]["pages"]
    return Measured(
        "noop",
        f"{len(chosen)} sites, {pages:,} HTML pages, {len(before):,} files",
        [
            Finding("noop/cpu", "CPU-seconds", spent, "find -newer over every file", looked),
            Finding("noop/wall", "seconds", [usage.wall for usage in again]),
            Finding("noop/touched", "files", [len(touched)]),
            Finding("noop/memory", "MiB", memory(again)),
            Finding("noop/first build", "CPU-seconds", [first.cpu]),
            *_stages(first),
        ],
    )


def _build(conditions: Conditions, chosen: list[SiteEntry]) -> Usage:
    units = [] if conditions.sites is None else [part for site in chosen for part in ("--unit", site.code)]
    return python("build", "--json", *units, environment=conditions.environment())


def _every_age(conditions: Conditions) -> Usage:
    stamp = conditions.folder / "staging" / ".state" / "progress.json"
    return run(["find", conditions.folder / "sites", "-type", "f", "-newer", stamp])


def _stages(first: Usage) -> list[Finding]:
    seconds = answer(first)["seconds"]
    return [Finding(f"noop/first build: {stage}", "CPU-seconds", [spent]) for stage, spent in seconds.items()]


def _look(folder: Path) -> Look:
    """Every file below ``folder`` with what changes when it is written: inode, time, size."""
    return {
        str(path): (found.st_ino, found.st_mtime_ns, found.st_size)
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
        for found in (path.stat(),)
    }


def _differing(before: Look, after: Look) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
