"""A machine that stands still in the middle of a transaction."""

import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.postgres

TAKES = """
import django
django.setup()
from django.db import transaction
from cms.publishing.revisions import next_revision
with transaction.atomic():
    print(next_revision(), flush=True)
    input()
"""
"""Holds what every publish needs, until it is given a line."""


def test_whoever_stands_still_keeps_nobody_from_publishing(root, tmp_path, database):
    environ = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "LIENTHONG_VAR": str(tmp_path),
        "LIENTHONG_LEASE": "1",
    }
    call = [sys.executable, "-c", TAKES]
    where = {"cwd": root, "env": environ, "text": True}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(call, **where, **pipes) as frozen:
        try:
            first = int(frozen.stdout.readline())
            frozen.send_signal(signal.SIGSTOP)
            other = subprocess.run(
                call,
                cwd=root,
                env=environ,
                input="\n",
                capture_output=True,
                text=True,
                timeout=60,
                check=True,
            )
            frozen.send_signal(signal.SIGCONT)
            _, said = frozen.communicate("\n", timeout=60)
        finally:
            frozen.kill()
    assert int(other.stdout) > first
    assert frozen.returncode == 1
    assert "idle-in-transaction timeout" in said
