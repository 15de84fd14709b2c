"""The process beside a server is started again when it ends by itself, and only then."""

import os
import signal
import sys
from pathlib import Path
from queue import SimpleQueue

from cms.serving.beside import kept_running

SAY_AND_WAIT = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"


def started(fifo):
    """The number of the process that has just begun; waits for it."""
    return int(fifo.readline())


def opened(tmp_path):
    path = tmp_path / "began"
    os.mkfifo(path)
    # Open for writing too, so that reading waits for the next process instead of ending.
    return path, os.fdopen(os.open(path, os.O_RDWR), "rb", buffering=0)


def test_a_worker_that_dies_is_started_again_and_that_is_said(tmp_path):
    path, fifo = opened(tmp_path)
    said = SimpleQueue()
    with kept_running([sys.executable, "-c", SAY_AND_WAIT, str(path)], said.put, pauses=[0, 0.01]):
        first = started(fifo)
        os.kill(first, signal.SIGKILL)
        assert said.get(timeout=30) == "The worker ended by itself (status -9); it is started again in 0 s."
        second = started(fifo)
        os.kill(second, signal.SIGKILL)
        assert said.get(timeout=30).endswith("(status -9); it is started again in 0.01 s.")
        third = started(fifo)
        assert len({first, second, third}) == 3
    assert said.empty()
    assert not Path(f"/proc/{third}").exists()
    fifo.close()


def test_one_that_cannot_run_is_not_tried_all_the_time(tmp_path):
    said = SimpleQueue()
    with kept_running([sys.executable, "-c", "raise SystemExit(3)"], said.put, pauses=[600]):
        assert "(status 3); it is started again in 600 s." in said.get(timeout=30)
    assert said.empty()
