"""Invitations to work for a unit."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from cms.units.models import Unit

VALID_FOR: Final = timedelta(days=7)


def new_nonce() -> str:
    """What makes each link that is sent a different one."""
    return secrets.token_urlsafe(12)


class State(models.TextChoices):
    """Where an invitation stands."""

    OPEN = "open", "Đang chờ trả lời"
    EXPIRED = "expired", "Hết hạn"
    ACCEPTED = "accepted", "Đã nhận lời"
    WITHDRAWN = "withdrawn", "Đã thu hồi"


class Invitation(models.Model):
    """A person who was asked to work for ``unit`` in ``roles`` (of ``cms.tenancy.models.Role``).

    ``nonce`` is in the link that was sent last; with a new one older links lead nowhere.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="đơn vị")
    name = models.CharField("họ và tên", max_length=150)
    email = models.EmailField("thư điện tử")
    roles = models.JSONField("vai trò")
    writes_below = models.BooleanField("được sửa trang của cấp dưới", default=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="người mời",
    )
    nonce = models.CharField(max_length=20, default=new_nonce, editable=False)
    sent_at = models.DateTimeField("gửi lúc", default=timezone.now)
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True)
    accepted_at = models.DateTimeField("nhận lời lúc", null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="người dùng"
    )

    class Meta:
        verbose_name = "lời mời"
        verbose_name_plural = "lời mời"
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.email})"

    @property
    def valid_until(self) -> datetime:
        """When the link that was sent last stops to work."""
        return self.sent_at + VALID_FOR

    @property
    def state(self) -> State:
        """Where it stands now."""
        if self.accepted_at:
            return State.ACCEPTED
        if self.withdrawn_at:
            return State.WITHDRAWN
        return State.EXPIRED if timezone.now() >= self.valid_until else State.OPEN
