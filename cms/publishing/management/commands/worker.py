"""`manage.py worker`: bring what editors publish to the sites, until it is told to stop."""

import os
import signal
import sys
from contextlib import closing
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from build.config import load
from build.errors import BuildError
from cms.publishing import claims
from cms.publishing.in_hand import Done
from cms.publishing.models import Watched
from cms.publishing.worker import Worker, drain, hide_secrets


class Command(BaseCommand):
    """Runs the engine on this machine, with a pool of processes."""

    help = "Bring what editors publish to the sites and into search, as it is published."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="do what is wanted now, and end")
        parser.add_argument(
            "--jobs", type=int, metavar="N", help="processes that build (default: LIENTHONG_JOBS)"
        )
        parser.add_argument(
            "--release", action="store_true", help="try again what failed or is quarantined, and end"
        )
        parser.add_argument(
            "--with-parent",
            action="store_true",
            help="leave Ctrl-C to the process that started this one, and end when it has ended",
        )

    def handle(self, **options: Any) -> None:
        if options["jobs"] is not None and options["jobs"] < 1:
            raise CommandError(f"--jobs is {options['jobs']}; give a whole number from 1 up.")
        if options["release"]:
            self.stdout.write(f"{claims.release()} steps will be tried again.")
            return
        try:
            self._work(options)
        except BuildError as error:
            raise CommandError(str(error)) from error

    def _work(self, options: dict[str, Any]) -> None:
        if options["jobs"]:
            os.environ["LIENTHONG_JOBS"] = str(options["jobs"])
        config = load()
        hide_secrets()
        # DatabaseError where there are no tables: begun once, a worker tries again whatever happens.
        Watched.objects.exists()
        if options["once"]:
            self._tell(drain(config))
            return
        stop = Event()
        stop_when_told(stop)
        if options["with_parent"]:
            # Ctrl-C is the parent's to hear, or to ignore.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            Thread(target=_follow, args=(os.getppid(), stop), daemon=True).start()
        self.stdout.write(f"Publishing with {config.jobs} processes (Ctrl-C ends it after the sites at hand)")
        with closing(Worker(config)) as worker:
            worker.work(stop, self._tell)

    def _tell(self, done: Done) -> None:
        self.stdout.write(
            f"{done.relayed} changes, {done.deployed} sites deployed, {done.unchanged} unchanged, "
            f"{done.indexed} indexed, {done.failed} failures"
        )
        sys.stdout.flush()


def stop_when_told(stop: Event) -> None:
    """Set ``stop`` at SIGTERM or Ctrl-C.

    By a thread: a handler may interrupt whoever holds the event's lock, itself at the signal before too, and
    would wait for ever.
    """
    told: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: told.put(number))
    Thread(target=lambda: told.get() and stop.set(), daemon=True).start()


def _follow(parent: int, stop: Event) -> None:
    """Set ``stop`` when ``parent`` is this process's parent no more: it ended without a word."""
    while os.getppid() == parent and not stop.wait(1):
        pass
    stop.set()
