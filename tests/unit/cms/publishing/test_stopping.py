"""A worker that is told to stop, be it twice at once, stops."""

import os
import signal
from threading import Event, current_thread, main_thread

import pytest

from cms.publishing.management.commands.worker import stop_when_told


class Stop(Event):
    """Notes who sets it."""

    def set(self):
        self.by = current_thread()
        super().set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_and_never_waits_for_what_it_interrupts(number):
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    stop = Stop()
    stop_when_told(stop)
    try:
        os.kill(os.getpid(), number)
        assert stop.wait(30)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    assert stop.by is not main_thread()
