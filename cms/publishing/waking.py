"""Telling workers on other machines that there is work; without Celery they look for themselves."""

import logging
from time import monotonic
from typing import Final

from django.conf import settings

logger = logging.getLogger(__name__)

_PATIENCE: Final = 30.0
"""Seconds for which a broker that could not be reached is left alone: beat's wake-ups do meanwhile."""
_silent_until = [0.0]


def wake_workers() -> None:
    """Send a wake-up. A broker that is out keeps no editor from publishing."""
    if not settings.CELERY_BROKER_URL or monotonic() < _silent_until[0]:
        return
    # Celery takes a third of a second to import, which one machine alone need not pay.
    from celery.exceptions import OperationalError

    from cms.publishing.celery import QUIET, WAKE, app

    try:
        app.send_task(WAKE, expires=QUIET, retry=False, ignore_result=True)
    except (OperationalError, *app.connection_for_write().recoverable_connection_errors) as error:
        _silent_until[0] = monotonic() + _PATIENCE
        logger.warning("No worker could be woken (%s); they look for themselves in a while", error)
