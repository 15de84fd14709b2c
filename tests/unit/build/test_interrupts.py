"""A command whose reader goes away, as `| head` does, ends without a word; other broken pipes are told."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
BEGIN = "from build.interrupts import end_without_traceback; end_without_traceback();"
SHORT = ["-c", f"{BEGIN} print('một dòng')"]
LONG = ["-c", f"{BEGIN} [print('một dòng') for _ in range(100_000)]"]


def unread(arguments: list[str]) -> subprocess.CompletedProcess[bytes]:
    """What came of a run of Python whose output nobody reads."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environ,
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)


@pytest.mark.parametrize(
    "arguments",
    [
        SHORT,
        LONG,
        ["-u", *SHORT],
        ["manage.py", "help"],
        ["-m", "build", "--help"],
        ["-m", "build.crawl", "--help"],
    ],
)
def test_a_reader_who_went_away_ends_it_quietly(arguments: list[str]) -> None:
    done = unread(arguments)
    assert done.stderr == b""
    assert done.returncode in (1, -signal.SIGPIPE)


def test_a_connection_that_broke_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{BEGIN} raise BrokenPipeError('the server')"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"BrokenPipeError: the server" in done.stderr
