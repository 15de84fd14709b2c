"""The worker that runs beside a server on one machine, as a process of its own, and is kept running."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Final

from django.conf import settings

from build.interrupts import unheard

_PATIENCE: Final = 60
"""Seconds that a worker may take to finish the sites at hand."""
_PAUSES: Final = (1, 2, 5, 15, 60)
"""Seconds before it is started again: longer each time that it ends soon after its start."""
_LONG: Final = 300
"""Seconds after which a worker that ends counts as one that had worked."""

Tell = Callable[[str], None]


@contextmanager
def worker_beside(*, wanted: bool = True, tell: Tell | None = None) -> Iterator[None]:
    """A worker for as long as this lasts; none where Celery has its own, or where it is not ``wanted``.

    One that ends by itself is started again after a pause; ``tell`` (the standard error) is told.
    """
    if not wanted or settings.CELERY_BROKER_URL:
        yield
        return
    command = [sys.executable, str(settings.ROOT / "manage.py"), "worker", "--with-parent"]
    with kept_running(command, tell or _on_standard_error):
        yield


@contextmanager
def kept_running(command: Sequence[str], tell: Tell, pauses: Sequence[float] = _PAUSES) -> Iterator[None]:
    """A process of ``command`` for as long as this lasts, started anew when it ends by itself.

    ``pauses`` are the seconds before it is started for the second time, the third and so on; the last
    one stays.
    """
    kept = _Kept(command, tell, pauses)
    watch = Thread(target=kept.watch, daemon=True)
    watch.start()
    try:
        yield
    finally:
        kept.end()
        watch.join()


class _Kept:
    def __init__(self, command: Sequence[str], tell: Tell, pauses: Sequence[float]) -> None:
        self.command, self.tell, self.pauses = command, tell, pauses
        self.over = Event()
        self._start()

    def _start(self) -> None:
        with unheard():
            self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
        self.began = monotonic()

    def watch(self) -> None:
        """Waits for the process to end, and starts it again, until ``end``."""
        ends = 0
        while True:
            status = self.process.wait()
            if self.over.is_set():
                return
            ends = 1 if monotonic() - self.began > _LONG else ends + 1
            pause = self.pauses[min(ends, len(self.pauses)) - 1]
            self.tell(f"The worker ended by itself (status {status}); it is started again in {pause} s.")
            if self.over.wait(pause):
                return
            self._start()

    def end(self) -> None:
        """Ends the process after what it has at hand."""
        self.over.set()
        self.process.terminate()
        self.process.wait(_PATIENCE)


def _on_standard_error(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 - for whoever watches the server
