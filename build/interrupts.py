"""Ctrl-C reaches every process of a terminal; the one that began the others hears it, and ends them.

A reader of the output who goes away, as ``| head`` does, ends a command as quietly.
"""

import atexit
import select
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
    """Let Ctrl-C, or a reader who went away, end this process without a word; its status still tells."""
    shown = sys.excepthook

    def show(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt) or (issubclass(kind, BrokenPipeError) and _nobody_reads()):
            return
        shown(kind, error, traceback)

    sys.excepthook = show
    atexit.register(_write_the_rest)


def _nobody_reads() -> bool:
    """Whether it is our output that broke, and not one of the connections that we hold."""
    output = select.poll()
    output.register(1, 0)
    return any(event & select.POLLERR for _, event in output.poll(0))


def _write_the_rest() -> None:
    """What the interpreter does after this anyway; it would complain of a reader who went away."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.raise_signal(signal.SIGPIPE)
    except (OSError, ValueError, AttributeError):
        return  # full, closed or never there: the interpreter's to tell
