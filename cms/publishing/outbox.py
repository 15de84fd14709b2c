"""The outbox: what changed, recorded in the transaction that changes it; the relay does the rest.

Pages, decisions, sections' settings and units are recorded by signals (``recording``). Who writes in bulk,
past the signals, calls ``record_everything`` or ``record_units`` itself.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import get_active_log_context

from cms.publishing.models import Change, Lane
from cms.publishing.waking import wake_workers

Kind = Change.Kind


def record(
    kind: str,
    what: dict[str, Any],
    *,
    lane: int,
    page_id: int | None = None,
    user: AbstractBaseUser | None = None,
) -> Change:
    """One row of the outbox. Without ``user`` it is whoever acts at the desk just now."""
    actor = user or get_active_log_context().user
    transaction.on_commit(wake_workers, robust=True)
    return Change.objects.create(
        kind=kind,
        what=what,
        lane=lane,
        page_id=page_id,
        user_id=actor.pk if actor and actor.is_authenticated else None,
    )


def record_units(units: Collection[int], *, lane: int = Lane.SWEEP) -> Change | None:
    """The sites of ``units``, by the number of their row, are to be looked at; None for no units."""
    return record(Kind.UNITS, {"units": sorted(units)}, lane=lane) if units else None


def record_everything(*, lane: int = Lane.SWEEP) -> Change:
    """Every site is to be looked at: after a bulk import, or when nobody knows what changed."""
    return record(Kind.EVERYTHING, {}, lane=lane)
