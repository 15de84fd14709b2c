"""Processes that stay warm, and end with the one that began them."""

import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from threading import Thread
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from build.interrupts import unheard

P = ParamSpec("P")
T = TypeVar("T")


class Processes(ProcessPoolExecutor):
    """Up to ``jobs`` processes, each of which calls ``start`` first.

    They inherit this one's environment, and nothing else of it. Ctrl-C is for this one alone, which lets
    them finish what they have begun.
    """

    def __init__(self, jobs: int, start: Callable[..., None], *arguments: object) -> None:
        super().__init__(jobs, get_context("spawn"), _start, (start, arguments))

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have ``fn`` called in one of the processes, which is started if none is idle."""
        with unheard():
            return super().submit(fn, *args, **kwargs)

    def close(self) -> None:
        """Let the processes finish what they have begun, and end."""
        self.shutdown(cancel_futures=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _start(start: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    start(*arguments)


def _follow(parent: int) -> None:
    """End with the process that began this one: killed, it tells nobody."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
