"""Progress bars of long steps: on a terminal, and nowhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress


@contextmanager
def bar(step: str, total: int) -> Iterator[Callable[[int], object]]:
    """A bar of ``total`` named ``step``; what it gives is told how much has been done since."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task(step, total=total)
        yield lambda done: progress.advance(task, done)
