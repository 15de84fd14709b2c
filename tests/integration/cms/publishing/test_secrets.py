"""The processes that render and deploy are begun without what opens the database or signs a session."""

import subprocess

import pytest
from django.core.management import call_command

from cms.publishing import celery
from cms.publishing.management.commands import worker as command
from cms.publishing.worker import Worker

VALUE = "nobody-may-see-this"


def by_command() -> None:
    call_command("worker")


def by_celery() -> None:
    try:
        celery.wake()
    finally:
        celery.end()


@pytest.mark.django_db
@pytest.mark.parametrize("begin", [by_command, by_celery])
def test_a_process_that_builds_sees_no_secret(begin, monkeypatch, tmp_path):
    seen = []

    def look(self: Worker, *_: object, **__: object) -> None:
        seen.append(self.engine.pool._processes.submit(subprocess.getoutput, "env").result())

    monkeypatch.setattr(Worker, "work", look)
    # Ctrl-C stays the test runner's.
    monkeypatch.setattr(command, "stop_when_told", lambda _stop: None)
    monkeypatch.setenv("LIENTHONG_VAR", str(tmp_path))
    monkeypatch.setenv("LIENTHONG_JOBS", "2")
    for name in ("DATABASE_URL", "SECRET_KEY", "CELERY_BROKER_URL", "REDIS_URL"):
        monkeypatch.setenv(name, f"{VALUE}-{name}")
    begin()
    (environment,) = seen
    assert f"LIENTHONG_VAR={tmp_path}" in environment
    assert VALUE not in environment
