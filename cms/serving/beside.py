"""The worker that runs beside a server on one machine, as a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings

_PATIENCE: Final = 60
"""Seconds that a worker may take to finish the sites at hand."""


@contextmanager
def worker_beside(*, wanted: bool = True) -> Iterator[None]:
    """A worker for as long as this lasts; none where Celery has its own, or where it is not ``wanted``."""
    if not wanted or settings.CELERY_BROKER_URL:
        yield
        return
    worker = subprocess.Popen(  # noqa: S603 - this project's own command
        [sys.executable, str(settings.ROOT / "manage.py"), "worker", "--with-parent"],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(_PATIENCE)
