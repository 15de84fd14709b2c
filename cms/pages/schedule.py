import datetime as dt
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from wagtail.fields import StreamField

from build.snapshot.weeks import monday_of, week_title
from cms.pages.base import ContentPage
from cms.pages.editing import editor
from cms.pages.event_blocks import EventBlocks
from cms.pages.forms import ContentPageForm


class ScheduleForm(ContentPageForm):
    """Asks for little: the next week is filled in, and without a title the page is named by its week."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Để trống thì trang lấy tên của tuần."
        if not self.instance.pk:
            self.initial["week"] = monday_of(timezone.localdate() + dt.timedelta(days=4))

    def clean_title(self) -> str:
        """What was typed, or the name of the week."""
        title = super().clean_title()
        if title:
            return title
        try:
            week = self.fields["week"].clean(self["week"].data)
        except forms.ValidationError:
            week = None
        if not week:
            raise forms.ValidationError("Hãy chọn tuần, hoặc viết tiêu đề.")
        return week_title(week)

    def clean_week(self) -> dt.date | None:
        """The Monday of the week of the day that was chosen."""
        day = self.cleaned_data["week"]
        return monday_of(day) if day else None


class SchedulePage(ContentPage):
    """What the leaders of a unit do in one week, day by day."""

    week = models.DateField(
        "tuần", null=True, help_text="Chọn một ngày bất kỳ trong tuần; trang tính từ thứ Hai của tuần đó."
    )
    events = StreamField(
        EventBlocks(),
        blank=True,
        verbose_name="việc trong tuần",
        help_text="Không cần xếp thứ tự: trang tự xếp theo ngày và giờ.",
    )

    type_name = "schedule"
    edit_handler = editor("week", "events", form=ScheduleForm)

    class Meta:
        verbose_name = "lịch làm việc"
        verbose_name_plural = "lịch làm việc"
