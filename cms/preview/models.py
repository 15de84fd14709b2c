"""Links by which a person without a login reads one draft."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

VALID_FOR: Final = timedelta(days=7)
_SIGNER: Final = Signer(salt="cms.preview.links")


class Forged(LookupError):
    """No link was ever signed like this."""


class Expired(LookupError):
    """There was such a link, and it leads nowhere any more."""


def in_seven_days():
    """When a link issued now ends."""
    return timezone.now() + VALID_FOR


class DraftLink(models.Model):
    """A link to one version of one page: later changes are not seen by it.

    Its address is signed over its row's, the page's and the version's number, and ends with the row.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="người tạo"
    )
    issued_at = models.DateTimeField("lúc tạo", auto_now_add=True)
    until = models.DateTimeField("hạn dùng", default=in_seven_days)
    withdrawn_at = models.DateTimeField("lúc thu hồi", null=True)

    class Meta:
        verbose_name = "liên kết xem bản nháp"
        verbose_name_plural = "liên kết xem bản nháp"

    def __str__(self) -> str:
        return f"{self.page}"

    @property
    def token(self) -> str:
        """What stands for the link in its address."""
        return _SIGNER.sign_object([self.pk, self.page_id, self.revision_id])

    @property
    def path(self) -> str:
        """The link's address on the desk's host."""
        return reverse("preview_link", args=[self.token])

    @property
    def open(self) -> bool:
        """Whether the link still leads to the draft."""
        return self.withdrawn_at is None and timezone.now() < self.until


def link_of(token: str) -> DraftLink:
    """The link that ``token`` stands for; Forged or Expired if there is none that leads anywhere."""
    try:
        number, page, revision = _SIGNER.unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise Forged from error
    rows = DraftLink.objects.select_related("revision")
    link = rows.filter(pk=number, page=page, revision=revision).first()
    if link is None or not link.open:
        raise Expired
    return link


def is_shared(page: Page) -> bool:
    """Whether a link leads, or has led, to the last version of ``page``."""
    last = Page.objects.filter(pk=page.pk).values("latest_revision")
    return DraftLink.objects.filter(page=page.pk, revision__in=last).exists()
