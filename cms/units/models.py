"""The administrative units: who has a site, under whom, and since when."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from build.snapshot.naming import in_sentence
from cms.units.folding import folded
from cms.units.forest import Forest
from cms.units.hostnames import CODE_PATTERN, hostname_problem
from cms.units.period import Period
from cms.units.subordination import bring_in_line

_PARENT: Final = frozenset({"parent", "parent_id"})


class UnknownUnitError(LookupError):
    """No unit of that code is in force on that day."""


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units by the day on which they are in force; without a day, today.

    Whatever it writes about parents, it writes in ``Subordination`` too.
    """

    @transaction.atomic
    def bulk_create(self, *args: Any, **kwargs: Any) -> list["Unit"]:
        """Django's."""
        created = super().bulk_create(*args, **kwargs)
        bring_in_line(Unit.objects.all())
        return created

    @transaction.atomic
    def update(self, **values: Any) -> int:
        """Django's; ``bulk_update`` comes by here."""
        changed = super().update(**values)
        if not _PARENT.isdisjoint(values):
            bring_in_line(Unit.objects.all())
        return changed

    update.alters_data = True

    def in_force(self, on: date | None = None) -> "UnitQuerySet":
        """The units in force on ``on``."""
        day = on or timezone.localdate()
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def with_code(self, code: str, on: date | None = None) -> "Unit":
        """The one unit that bears ``code`` on ``on``; raises UnknownUnitError if there is none."""
        day = on or timezone.localdate()
        unit = self.in_force(day).filter(code=code).first()
        if unit is None:
            raise UnknownUnitError(
                f"No unit with the code {code!r} is in force on {day}; "
                f"check the code, or bring the unit in with `manage.py import_units`."
            )
        return unit

    def overlapping(self, period: Period) -> "UnitQuerySet":
        """The units that are in force on some day of ``period``."""
        started = Q() if period.end is None else Q(valid_from__lt=period.end)
        return self.filter(started, Q(valid_to=None) | Q(valid_to__gt=period.start))

    def forest(self, on: date | None = None) -> "Forest[Unit]":
        """All units in force on ``on``, with their parents at hand; one query."""
        return Forest(self.in_force(on).order_by("code"))


class Unit(models.Model):
    """A province, district or commune over the time that one act of its founding counts.

    Official codes are used again for other units, so a unit is its code *and* the day it came into
    force. ``valid_to`` is the first day on which it no longer exists; empty means in force.
    Tiers are data: the name of a folder in ``sites/``.
    """

    code = models.CharField("mã", max_length=10)
    valid_from = models.DateField("có hiệu lực từ ngày")
    valid_to = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    name = models.CharField("tên", max_length=100)
    full_name = models.CharField("tên đầy đủ", max_length=120)
    name_folded = models.CharField("tên không dấu", max_length=240, editable=False)
    kind = models.CharField("loại", max_length=40)
    tier = models.CharField("cấp", max_length=20)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="đơn vị cấp trên"
    )
    hostname = models.CharField("tên miền", max_length=253)
    root_page = models.OneToOneField(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="trang gốc"
    )
    address = models.CharField("địa chỉ", max_length=255, blank=True)
    phone = models.CharField("điện thoại", max_length=60, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    hours = models.CharField("giờ làm việc", max_length=255, blank=True)
    leader = models.CharField("lãnh đạo", max_length=120, blank=True)
    former_names = models.CharField(
        "tên trước đây",
        max_length=1000,
        blank=True,
        help_text="Tên đầy đủ của những đơn vị đã sáp nhập vào đây, cách nhau bằng dấu chấm phẩy. "
        "Người dân tìm được đơn vị bằng các tên này.",
    )
    sample = models.BooleanField(
        "dữ liệu mẫu", default=False, help_text="Trang của đơn vị ghi rõ nội dung là dữ liệu mẫu."
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_identity"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="one_open_unit_a_code"),
            models.UniqueConstraint(
                fields=["hostname"], condition=Q(valid_to=None), name="one_open_unit_a_hostname"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="unit_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_above_itself"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep in step the folded name, by which the desk finds units, and which units stand below which."""
        self.name_folded = folded(self.full_name)
        with transaction.atomic():
            super().save(*args, **kwargs)
            bring_in_line(Unit.objects.all())

    @property
    def in_sentence(self) -> str:
        """The full name as it stands after other words."""
        return in_sentence(self.full_name)

    @property
    def period(self) -> Period:
        """The time in which the unit is in force."""
        return Period(self.valid_from, self.valid_to)

    def clean(self) -> None:
        """Raise ValidationError for what one unit's form can get wrong; in the editor's words."""
        faults = {}
        if not CODE_PATTERN.fullmatch(self.code):
            faults["code"] = "Mã đơn vị chỉ gồm chữ số và chữ cái Latinh thường."
        if problem := hostname_problem(self.hostname):
            faults["hostname"] = f"Tên miền {problem.in_vietnamese}."
        if self.valid_from and not self.period.is_empty:
            faults |= self._faults_in_time()
        elif self.valid_to:
            faults["valid_to"] = "Ngày hết hiệu lực phải sau ngày có hiệu lực."
        if faults:
            raise ValidationError(faults)

    def _faults_in_time(self) -> dict[str, str]:
        others = Unit.objects.exclude(pk=self.pk).overlapping(self.period)
        faults = {}
        if others.filter(code=self.code).exists():
            faults["code"] = "Mã này đã thuộc về một đơn vị khác trong cùng thời gian."
        if other := others.filter(hostname=self.hostname).first():
            faults["hostname"] = f"Tên miền này đã thuộc về {other.in_sentence}."
        if self.parent and (
            not self.parent.period.overlaps(self.period) or self.period.ends_after(self.parent.period)
        ):
            faults["parent"] = "Đơn vị cấp trên phải còn hiệu lực chừng nào đơn vị này còn hiệu lực."
        if self.pk and any(child.period.ends_after(self.period) for child in self.children.all()):
            faults["valid_to"] = "Chỉ đóng đơn vị này sau khi các đơn vị trực thuộc đã đóng hoặc chuyển đi."
        return faults

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Leave the open-unit constraints to ``clean``, which says the same in better words."""
        super().validate_constraints(exclude={*(exclude or ()), "code", "hostname"})
