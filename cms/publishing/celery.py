"""Celery where several machines publish: `celery -A cms.publishing.celery worker --pool solo`.

A task is a wake-up and names no work: whoever gets it claims what is most urgent from the database, and goes
on until nothing is left. So a wake-up that is lost, late or doubled does no harm, and beat's own finds what
no other told of.
"""

import os
from threading import Event
from typing import Any, Final

import django
from celery import Celery, signals

from build.config import load

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

WAKE: Final = "lienthong.wake"
QUIET: Final = 20.0
"""Seconds between two wake-ups by beat."""

app = Celery("lienthong", broker=os.environ.get("CELERY_BROKER_URL"), set_as_current=False)
app.conf.update(
    broker_connection_retry_on_startup=True,
    # Whoever publishes is not kept waiting for a broker that is out: one try, and beat's wake-ups do.
    broker_transport_options={"socket_timeout": 5, "socket_connect_timeout": 2, "max_retries": 0},
    task_default_queue=os.environ.get("LIENTHONG_QUEUE", "lienthong"),
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    beat_schedule={"wake": {"task": WAKE, "schedule": QUIET, "options": {"expires": QUIET}}},
)
_stop = Event()
_workers: list[Any] = []


@signals.import_modules.connect
def set_up(**_: object) -> None:
    """A worker or beat starts: Django first."""
    django.setup()


@signals.worker_shutting_down.connect
def stop(**_: object) -> None:
    """Finish the sites at hand, and begin no others."""
    _stop.set()


@signals.worker_shutdown.connect
def end(**_: object) -> None:
    """Let the processes of the pool end."""
    while _workers:
        _workers.pop().close()


@app.task(name=WAKE)
def wake() -> None:
    """Work until nothing is due or soon will be; the pool stays warm for the next time."""
    # Its models can only be imported once Django is set up.
    from cms.publishing.worker import Worker, hide_secrets

    if not _workers:
        config = load()
        hide_secrets()
        _workers.append(Worker(config))
    _workers[0].work(_stop, until_idle=True)
