"""One number for everything that is ever wanted or deployed: it only grows, on all machines together."""

import time

from django.db.models import F
from django.db.models.functions import Greatest

from cms.publishing.models import Counter


def next_revision() -> int:
    """A revision greater than every one before; call it inside a transaction, before anything else there.

    Until that transaction ends nobody else gets one. So a state that is read after a revision was taken
    holds all that was recorded under smaller ones, and who takes it first never waits for another's rows.
    Never lower than the clock in milliseconds, which sites were counted by before.
    """
    floor = time.time_ns() // 1_000_000
    while not Counter.objects.filter(pk=1).update(last=Greatest(F("last") + 1, floor)):
        Counter.objects.get_or_create(pk=1)
    return Counter.objects.values_list("last", flat=True).get(pk=1)
