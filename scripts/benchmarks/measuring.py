"""How everything is measured: CPU seconds of whole processes, and ratios of runs that took turns.

Wall time tells little on a machine that others use too. CPU seconds are user and system time of a process
and of every process it waited for, from its start to its end, as the system counts them.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
LAUNCHER = Path(__file__).with_name("launching.py")


class Unmeasurable(Exception):
    """Something that the benchmark needs is missing; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process cost: CPU and wall seconds, and the most memory any one process held, in MiB."""

    cpu: float
    wall: float
    memory: float
    said: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row: what each round gave, in ``unit``, for us and for the peer if there is one.

    More is better of what is counted by the second, and less of everything else.
    """

    row: str
    unit: str
    ours: Sequence[float]
    peer: str | None = None
    theirs: Sequence[float] = ()

    @property
    def ratios(self) -> list[float]:
        """How many times better ours was in each round; empty where nothing is compared."""
        more = self.unit.endswith(("/s", "/cpu-s"))
        pairs = zip(self.ours, self.theirs, strict=True) if self.theirs else ()
        return [own / peer if more else peer / own for own, peer in pairs]

    def record(self) -> dict[str, str | float | None]:
        """The row as it is printed everywhere: the rounds' medians, and the ratio with least and most."""
        ratios = self.ratios
        return {
            "row": self.row,
            "ours": middle(self.ours),
            "peer": self.peer,
            "theirs": middle(self.theirs) if self.theirs else None,
            "unit": self.unit,
            "ratio": middle(ratios) if ratios else None,
            "low": min(ratios, default=None),
            "high": max(ratios, default=None),
            "runs": len(self.ours),
        }


@dataclass(slots=True)
class Measured:
    """What a benchmark found, and in ``on`` what it ran on."""

    name: str
    on: str
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What the command line asks of every benchmark. ``folder`` is emptied before and after each."""

    snapshot: Path
    folder: Path
    sites: int | None
    rounds: int
    hugo: Path | None

    def environment(self, **settings: object) -> dict[str, str]:
        """The environment of a process that is measured, with ``settings`` as LIENTHONG_<NAME>."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIENTHONG_")}
        own = {
            "SNAPSHOT": self.snapshot,
            "STAGING": self.folder / "staging",
            "TARGET": f"folder:{self.folder / 'sites'}",
            "ENGINE": f"embedded:{self.folder / 'search.sqlite3'}",
            "JOBS": 1,
            **settings,
        }
        return kept | {f"LIENTHONG_{name}": str(value) for name, value in own.items()}


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Usage:
    """The cost of ``command`` from start to end, and what it said; Unmeasurable if it fails."""
    with TemporaryFile() as output, TemporaryFile() as errors, TemporaryFile() as report:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", LAUNCHER, str(report.fileno()), *command],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            pass_fds=[report.fileno()],
            start_new_session=True,
        )
        try:
            process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        for file in (output, errors, report):
            file.seek(0)
        said = output.read().decode()
        if process.returncode:
            told = (errors.read().decode() or said).strip()
            raise Unmeasurable(f"{Path(command[0]).name} {command[1]} failed:\n{told[-2000:]}")
        return Usage(**json.load(report), said=said)


def python(module: str, *arguments: object, environment: Mapping[str, str]) -> Usage:
    """``run`` for a module with this Python."""
    return run([sys.executable, "-m", module, *map(str, arguments)], environment)


def total(usages: Sequence[Usage]) -> Usage:
    """Many processes as one: their seconds added up, the largest one's memory."""
    return Usage(
        sum(usage.cpu for usage in usages),
        sum(usage.wall for usage in usages),
        max(usage.memory for usage in usages),
    )


def rounds(count: int, *tasks: Callable[[], Any]) -> list[list[Any]]:
    """Lets the tasks take turns ``count`` times, A B A B: the results of each task, round by round."""
    results: list[list[Any]] = [[] for _ in tasks]
    for _ in range(count):
        for done, task in zip(results, tasks, strict=True):
            done.append(task())
    return results


@contextmanager
def counted() -> Iterator[dict[str, float]]:
    """CPU and wall seconds of this process within the block, and afterwards the most memory it held."""
    spent: dict[str, float] = {}
    cpu, wall = time.process_time(), time.monotonic()
    yield spent
    spent["cpu"], spent["wall"] = time.process_time() - cpu, time.monotonic() - wall


def answer(usage: Usage) -> Any:
    """The JSON that a measured process printed last."""
    return json.loads(usage.said.strip().splitlines()[-1])


def middle(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def rates(amount: float, runs: Sequence[Usage]) -> list[float]:
    """How many a CPU-second, of each run."""
    return [amount / usage.cpu for usage in runs]


def memory(runs: Sequence[Usage]) -> list[float]:
    """The most memory that one process of each run held, in MiB."""
    return [usage.memory for usage in runs]
