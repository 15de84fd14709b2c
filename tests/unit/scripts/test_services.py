"""`scripts/services` starts a server, says how to reach it, and ends what it started and nothing else."""

import os
import shutil
import socket
import subprocess

import pytest

from tests.conftest import ROOT


def services(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = ["scripts/services", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def place(tmp_path):
    """A services home and a free port of the test's own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    yield {"LIENTHONG_SERVICES_HOME": str(tmp_path / "services"), "REDIS_PORT": port}
    services("stop", "redis", LIENTHONG_SERVICES_HOME=str(tmp_path / "services"), REDIS_PORT=port)


@pytest.fixture
def redis(place):
    """Where a Redis was just started."""
    if not shutil.which("redis-server"):
        pytest.skip("no redis-server here; scripts/services installs it as root")
    done = services("start", "redis", **place)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"export REDIS_URL=redis://127.0.0.1:{place['REDIS_PORT']}/0\n"
    return place


def test_a_second_start_finds_it_running(redis):
    again = services("start", "redis", **redis)
    assert (again.returncode, again.stderr) == (
        0,
        f"redis: running already on port {redis['REDIS_PORT']}\n",
    )


def test_a_stop_ends_it(redis):
    assert services("status", "redis", **redis).returncode == 0
    assert services("stop", "redis", **redis).returncode == 0
    assert services("status", "redis", **redis).returncode == 3


def test_one_that_somebody_else_started_is_used_and_left_alone(redis, tmp_path):
    elsewhere = {**redis, "LIENTHONG_SERVICES_HOME": str(tmp_path / "elsewhere")}
    assert services("start", "redis", **elsewhere).stdout.startswith("export REDIS_URL=")
    assert "nothing runs" in services("stop", "redis", **elsewhere).stderr
    assert services("status", "redis", **redis).returncode == 0


def test_a_port_that_something_else_holds_is_said(place):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(place["REDIS_PORT"])))
        other.listen()
        if not shutil.which("redis-cli"):
            pytest.skip("no redis-cli here; scripts/services installs it as root")
        done = services("start", "redis", **place)
    assert done.returncode == 1
    assert f"port {place['REDIS_PORT']} is taken by something else" in done.stderr


def test_one_that_cannot_be_had_is_left_out_with_a_word(place, tmp_path):
    """As in a fresh Debian 12, which has no JDK that is new enough."""
    done = services(
        "start",
        "elasticsearch",
        ELASTICSEARCH_PORT=place["REDIS_PORT"],
        ELASTICSEARCH_JAVA_HOME=str(tmp_path),
        **place,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("elasticsearch: left out: there is no JDK 21 or newer; ")


@pytest.mark.parametrize("arguments", [[], ["restart"], ["start", "nosuch"], ["start", "../services"]])
def test_what_it_does_not_know_is_refused(arguments):
    done = services(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
