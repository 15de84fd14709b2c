"""Ctrl-C reaches every process of a terminal; the one that began the others hears it, and ends them."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType


@contextmanager
def unheard() -> Iterator[None]:
    """What this thread starts meanwhile never hears Ctrl-C, from its first instruction on."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_without_traceback() -> None:
    """Let Ctrl-C end this process without a word; whoever waits for it still learns what ended it."""
    shown = sys.excepthook

    def show(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            shown(kind, error, traceback)

    sys.excepthook = show
