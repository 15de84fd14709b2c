from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from cms.pages.base import ContentPage, Line
from cms.pages.editing import editor
from cms.pages.rules import urgent_faults


class NoticePage(ContentPage):
    """Something that citizens are told to know or to do."""

    place = Line("địa điểm", help_text="Nơi diễn ra hoặc khu vực chịu ảnh hưởng.")

    urgent = models.BooleanField(
        "thông báo khẩn cấp",
        default=False,
        help_text="Hiện thành dải thông báo trên mọi trang của mọi đơn vị nhận được, cho đến khi hết hạn.",
    )

    type_name = "notice"
    edit_handler = editor("place", shared=("urgent",))

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"

    def clean(self) -> None:
        """Refuse an urgent notice that may be hidden or that never ends."""
        super().clean()
        if self.urgent and (faults := urgent_faults(self.strength, self.expire_at, timezone.now())):
            raise ValidationError(faults)
