"""Running the engine: until there is nothing left to do, or for good."""

import logging
import os
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import Final

from django.db import DatabaseError, close_old_connections
from django.db.models import F
from django.utils import timezone

from build.config import Config
from build.errors import BuildError
from build.site_pool import OwnProcess, open_pool
from cms.publishing.adopting import adopt
from cms.publishing.claims import Claimant
from cms.publishing.engine import Done, Engine, owner
from cms.publishing.models import SiteStep
from cms.publishing.sweep import sweep
from cms.publishing.timing import Timing

logger = logging.getLogger(__name__)

SECRETS: Final = ("DATABASE_URL", "SECRET_KEY", "CELERY_BROKER_URL", "REDIS_URL")
"""What the processes that render and deploy never get to see."""
POLL: Final = 0.1
"""Seconds between two looks at the outbox."""
BUSY: Final = 0.01
"""The same while results of sites that are being built are waited for."""
AFTER_TROUBLE: Final = 1.0
SWEEP: Final = 5.0
SOON: Final = timedelta(seconds=8)

Watcher = Callable[[Done], None]
"""Told what has been done whenever that has grown and nothing is in hand."""


def drain(config: Config) -> Done:
    """Do in this process all that is wanted, without waiting for it to be due; what was done.

    What fails is not tried again here: its row says why.
    """
    with closing(OwnProcess(config)) as pool:
        engine = Engine(config, pool, by=Claimant(owner(), Timing(), hurry=True))
        while engine.step():
            pass
    return engine.done


def run(config: Config, stop: Event, tell: Watcher = lambda _done: None) -> Done:
    """Work until ``stop`` is set, and then finish what was begun."""
    return _run(config, stop, tell, lambda: False)


def run_until_idle(config: Config, stop: Event) -> Done:
    """Work as long as anything is due or soon will be: what one wake-up brings about."""
    return _run(config, stop, lambda _done: None, lambda: not _due_soon())


def _run(config: Config, stop: Event, tell: Watcher, idle: Callable[[], bool]) -> Done:
    adopt(config)
    with closing(open_pool(config, config.jobs)) as pool:
        engine = Engine(config, pool, by=Claimant(owner(), Timing()))
        pool.warm_up()
        told, sweeping = "", 0.0
        while not stop.is_set():
            if monotonic() > sweeping:
                sweeping = monotonic() + SWEEP
                _turn(lambda: sweep(timezone.now()))
            worked = _turn(engine.step)
            if not engine.busy and str(engine.done) != told:
                told = str(engine.done)
                tell(engine.done)
            if not worked and idle():
                break
            stop.wait(BUSY if worked else POLL)
        _end(engine)
    return engine.done


def _end(engine: Engine) -> None:
    """Finish what was begun, and no more."""
    engine.stop()
    while engine.busy:
        _turn(engine.step)
        Event().wait(BUSY)


def _due_soon() -> bool:
    waiting = SiteStep.objects.filter(wanted__gt=F("done"), quarantined=False)
    return waiting.filter(due_at__lte=timezone.now() + SOON, retry_at=None).exists()


def _turn(do: Callable[[], object]) -> bool:
    """Whether there was something to do. A database or store that is out for a while ends no worker."""
    try:
        return bool(do())
    except (DatabaseError, BuildError, OSError):
        logger.exception("The worker could not go on, and tries again in a second")
        close_old_connections()
        Event().wait(AFTER_TROUBLE)
        return True


def hide_secrets() -> None:
    """Take out of the environment what no process begun from here on may have."""
    for name in SECRETS:
        os.environ.pop(name, None)
