"""Running the engine: until there is nothing left to do, or for good."""

import logging
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import close_old_connections
from django.db.models import F
from django.utils import timezone

from build.config import Config
from build.site_pool import OwnProcess, open_pool
from cms.publishing.adopting import adopt
from cms.publishing.claims import Claimant
from cms.publishing.engine import Engine, owner
from cms.publishing.in_hand import Done
from cms.publishing.models import Change, SiteStep
from cms.publishing.sweep import sweep
from cms.publishing.timing import Timing

logger = logging.getLogger(__name__)

SECRETS: Final = ("DATABASE_URL", "SECRET_KEY", "CELERY_BROKER_URL", "REDIS_URL")
"""What the processes that render and deploy never get to see."""
POLL: Final = 0.1
"""Seconds between two looks at the outbox."""
BUSY: Final = 0.02
"""The same while results of sites that are being built are waited for."""
AFTER_TROUBLE: Final = 1.0
SWEEP: Final = 5.0
SOON: Final = timedelta(seconds=15)
"""Longer than any site is ever held back."""

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


class Worker:
    """An engine with a pool of warm processes."""

    def __init__(self, config: Config) -> None:
        adopt(config)
        # Two at least: a search server that hangs keeps one busy, and must not hold up the sites.
        config = replace(config, jobs=max(config.jobs, 2))
        self._sweeping = 0.0
        self.engine = Engine(
            config, open_pool(config, config.jobs), by=Claimant(owner(), Timing(lease=settings.LEASE))
        )
        self.engine.pool.warm_up()

    def work(self, stop: Event, tell: Watcher = lambda _done: None, *, until_idle: bool = False) -> None:
        """Work until ``stop`` is set; with ``until_idle``, as long as anything is due or soon will be."""
        told = Done()
        while not stop.is_set():
            worked = self._sweep() | _turn(self.engine.step)
            if not self.engine.busy and (done := replace(self.engine.done, seconds={})) != told:
                told = done
                tell(done)
            if until_idle and not worked and not _due_soon():
                return
            stop.wait(BUSY if worked else POLL)

    def close(self) -> None:
        """Finish what was begun, and no more."""
        self.engine.stop()
        while self.engine.busy:
            _turn(self.engine.step)
            Event().wait(BUSY)
        self.engine.pool.close()

    def _sweep(self) -> bool:
        if monotonic() < self._sweeping:
            return False
        self._sweeping = monotonic() + SWEEP
        return _turn(lambda: sweep(timezone.now()))


def _due_soon() -> bool:
    waiting = SiteStep.objects.filter(wanted__gt=F("done"), quarantined=False, retry_at=None)
    return (
        waiting.filter(due_at__lte=timezone.now() + SOON).exists()
        or Change.objects.filter(processed_at=None).exists()
    )


def _turn(do: Callable[[], object]) -> bool:
    """Whether there was something to do. Whatever goes wrong, and be it for hours, ends no worker."""
    try:
        return bool(do())
    except Exception:
        logger.exception("The worker could not go on, and tries again in a second")
        close_old_connections()
        Event().wait(AFTER_TROUBLE)
        return True


def hide_secrets() -> None:
    """Take out of the environment what no process begun from here on may have."""
    for name in SECRETS:
        os.environ.pop(name, None)
