"""Who works for which unit, as what, and what a unit keeps to itself."""

from django.conf import settings
from django.db import models
from wagtail.models import Collection

from cms.units.models import Unit


class Role(models.TextChoices):
    """What a person is in a unit."""

    AUTHOR = "author", "Người soạn"
    APPROVER = "approver", "Người duyệt"
    ADMIN = "admin", "Quản trị đơn vị"
    SUPERVISOR = "supervisor", "Giám sát cấp trên"


class Membership(models.Model):
    """One role of one person in one unit; a person may have several, in several units."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="người dùng"
    )
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="memberships", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=10, choices=Role.choices)
    writes_below = models.BooleanField(
        "được sửa trang của cấp dưới",
        default=False,
        help_text="Chỉ dùng cho giám sát cấp trên; không chọn thì chỉ được xem và duyệt.",
    )

    class Meta:
        verbose_name = "vai trò trong đơn vị"
        verbose_name_plural = "vai trò trong đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["user", "unit", "role"], name="one_membership_a_role"),
            models.CheckConstraint(
                condition=models.Q(writes_below=False) | models.Q(role=Role.SUPERVISOR),
                name="only_supervisors_write_below",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"


class UnitSettings(models.Model):
    """What a unit decides for its own people; a unit without a row has the defaults."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="settings", verbose_name="đơn vị")
    authors_publish = models.BooleanField("người soạn được tự đăng", default=False)

    class Meta:
        verbose_name = "thiết lập của đơn vị"
        verbose_name_plural = "thiết lập của đơn vị"

    def __str__(self) -> str:
        return f"{self.unit}"


class UnitCollection(models.Model):
    """Where a unit's pictures and documents lie; made when first needed."""

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="+", verbose_name="đơn vị")
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="+", verbose_name="bộ sưu tập")

    class Meta:
        verbose_name = "bộ sưu tập của đơn vị"
        verbose_name_plural = "bộ sưu tập của đơn vị"

    def __str__(self) -> str:
        return f"{self.unit}"
