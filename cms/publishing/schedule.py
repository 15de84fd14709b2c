"""What editors have planned: pages that are published or withdrawn when their time comes, each by itself."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.publishing.models import Overdue

logger = logging.getLogger(__name__)

FAULT: Final = "Hệ thống gặp lỗi; quản trị hệ thống xem nhật ký để biết chi tiết."


def keep_schedule() -> None:
    """Publish and withdraw what is due by now; what cannot be is noted with why, and tried again.

    Wagtail's own ``publish_scheduled`` stops at the first page that fails, and so for everybody.
    """
    now = timezone.now()
    tried = {page.pk: _try(page.pk, lambda page=page: _withdraw(page)) for page in _expired(now)}
    for revision in Revision.page_revisions.filter(approved_go_live_at__lt=now).order_by(
        "approved_go_live_at"
    ):
        page = int(revision.object_id)
        tried[page] = _try(page, lambda revision=revision: _publish(revision))
    _note({page: reason for page, reason in tried.items() if reason}, now)


def _expired(now: datetime) -> list[Page]:
    return list(Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"))


def _withdraw(page: Page) -> None:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")


def _try(page: int, do: Callable[[], None]) -> str:
    """Why ``do`` could not be done for ``page``, for its editors; nothing if it was."""
    try:
        with transaction.atomic():
            do()
    except ValidationError as error:
        return " ".join(error.messages)
    except Exception:
        logger.exception("Page %s could not be published or withdrawn as planned; it is tried again", page)
        return FAULT
    return ""


def _note(failed: dict[int, str], now: datetime) -> None:
    Overdue.objects.exclude(page__in=failed).delete()
    for page, reason in failed.items():
        Overdue.objects.update_or_create(
            page_id=page, defaults={"reason": reason}, create_defaults={"reason": reason, "since": now}
        )
