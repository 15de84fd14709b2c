"""What a page costs, in CPU and in memory, as sites become more: it should cost the same."""

import shutil
from typing import Final

from build.snapshot.store import SnapshotReader
from scripts.benchmarks.measuring import Conditions, Finding, Measured, Usage, answer, memory, python, rounds

SIZES: Final = (10, 110, 220)


def measure(conditions: Conditions) -> Measured:
    """Render and deploy the first sites of the snapshot in a fresh process, for each size in turn."""
    available = len(SnapshotReader(conditions.snapshot).sites()[: conditions.sites])
    sizes = [size for size in SIZES if size <= available] or [available]
    tasks = [lambda size=size: _build(conditions, size) for size in sizes]
    runs = dict(zip(sizes, rounds(conditions.rounds, *tasks), strict=True))
    smallest, *others = sizes
    pages = {size: answer(done[0])["pages"] for size, done in runs.items()}
    each = {size: [usage.cpu * 1000 / pages[size] for usage in done] for size, done in runs.items()}
    peer = f"{smallest} sites"
    rows = [
        ("cpu", "CPU-ms/page", each),
        ("memory", "MiB", {size: memory(done) for size, done in runs.items()}),
    ]
    findings = []
    for what, unit, found in rows:
        findings.append(Finding(f"scale/{what}/{smallest} sites", unit, found[smallest]))
        findings += [
            Finding(f"scale/{what}/{size} sites", unit, found[size], peer, found[smallest]) for size in others
        ]
    return Measured("scale", f"{', '.join(map(str, sizes))} sites; {pages[sizes[-1]]:,} pages", findings)


def _build(conditions: Conditions, sites: int) -> Usage:
    for name in ("staging", "sites"):
        shutil.rmtree(conditions.folder / name, ignore_errors=True)
    return python("scripts.benchmarks.building", sites, environment=conditions.environment())
