"""The log of who changed what: rows are added and never touched again.

The database refuses to change or delete them too (``cms.audit.triggers``), so that a mistake elsewhere
in the code cannot.
"""

from typing import Any, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from cms.units.models import Unit


class LogIsAppendOnly(TypeError):
    """Entries of the log can be added, never changed or deleted."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads and adds entries; whatever would change them is refused."""

    def update(self, **_fields: Any) -> NoReturn:
        """Never: raises LogIsAppendOnly."""
        raise LogIsAppendOnly

    def delete(self) -> NoReturn:
        """Never: raises LogIsAppendOnly."""
        raise LogIsAppendOnly

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Never: raises LogIsAppendOnly."""
        raise LogIsAppendOnly


class Entry(models.Model):
    """One thing that somebody did. ``changes`` is, by field, what it said before and after.

    People and units are kept by number without a foreign key in the database: the entry outlives them.
    ``who`` and ``label`` are what they were called at the time. No unit: only superusers see it.
    """

    at = models.DateTimeField("thời điểm", default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name="người thực hiện",
    )
    who = models.CharField("tên người thực hiện", max_length=300, blank=True)
    unit = models.ForeignKey(
        Unit, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name="đơn vị"
    )
    action = models.CharField("hành động", max_length=80, db_index=True)
    kind = models.CharField("loại đối tượng", max_length=100, blank=True)
    object_id = models.CharField("số hiệu đối tượng", max_length=60, blank=True)
    label = models.CharField("đối tượng", max_length=300, blank=True)
    changes = models.JSONField("thay đổi", default=dict, encoder=DjangoJSONEncoder)
    note = models.TextField("ghi chú", blank=True)
    address = models.GenericIPAddressField("địa chỉ mạng", null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["unit", "-at"], name="audit_unit_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.action} {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; raises LogIsAppendOnly if it is there already."""
        if not self._state.adding:
            raise LogIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Never: raises LogIsAppendOnly."""
        raise LogIsAppendOnly
