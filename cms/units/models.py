"""The administrative units: who has a site, under whom, and since when."""

from django.db import models


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

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.UniqueConstraint("code", "valid_from", name="unit_identity"),
        ]

    def __str__(self) -> str:
        return self.full_name
