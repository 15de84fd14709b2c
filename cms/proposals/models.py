"""What one unit proposes to one above it, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cms.units.models import Unit


class Status(models.TextChoices):
    """How far a proposal has come."""

    OPEN = "open", "Chờ trả lời"
    ACCEPTED = "accepted", "Đã nhận"
    DECLINED = "declined", "Không nhận"
    WITHDRAWN = "withdrawn", "Đã rút lại"


class Proposal(models.Model):
    """A page of ``unit``, or its own value of one ``field`` of a page from above, for ``to`` to use.

    ``title`` is the page's when it was proposed; ``value`` the field's, in the shape of ``page_types``, and
    ``base`` what the page itself said there at that time.
    ``made`` is the page of ``to`` that came of it. What is here outlives the pages and people.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="đơn vị đề nghị")
    to = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name="đơn vị nhận")
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, related_name="+", verbose_name="trang"
    )
    title = models.TextField("tiêu đề")
    field = models.CharField("mục", max_length=40, blank=True)
    value = models.JSONField("nội dung của mục", null=True)
    base = models.JSONField("nội dung của mục trên trang khi được đề nghị", null=True)
    note = models.TextField("lý do đề nghị", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    status = models.CharField("kết quả", max_length=10, choices=Status.choices, default=Status.OPEN)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    made = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "đề nghị cấp trên dùng"
        verbose_name_plural = "đề nghị cấp trên dùng"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "page"], condition=Q(status=Status.OPEN), name="one_open_proposal_a_page"
            )
        ]
        indexes = [
            models.Index(fields=["to", "status"], name="proposal_queue"),
            models.Index(fields=["unit", "-at"], name="proposal_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.title}"
