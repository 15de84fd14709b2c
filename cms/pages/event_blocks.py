"""The blocks of a week's schedule, made to be filled in quickly."""

from typing import Any, Final

from django import forms
from wagtail import blocks

from build.snapshot.page_types import WEEKDAYS
from cms.pages.events import TIME_FAULT, event_faults, time_of

_DAYS: Final = [(str(number), name) for number, name in enumerate(WEEKDAYS, 1)]


class TimeField(forms.CharField):
    """A time of day in any of the ways in which it is written in an office."""

    def clean(self, value: Any) -> str:
        """The time as it is stored, or nothing."""
        typed = super().clean(value)
        time = time_of(typed) if typed else ""
        if time is None:
            raise forms.ValidationError(TIME_FAULT)
        return time


class TimeBlock(blocks.FieldBlock):
    """A time of day, or none."""

    def __init__(self, help_text: str = "", **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "text", "size": 8, "maxlength": 20})
        self.field = TimeField(required=False, help_text=help_text, widget=widget)
        super().__init__(**kwargs)


class EventBlock(blocks.StructBlock):
    day = blocks.ChoiceBlock(choices=_DAYS, default="1", label="Ngày")
    start = TimeBlock(label="Từ giờ", help_text="Ví dụ 7h30. Để trống nếu việc kéo dài cả ngày.")
    end = TimeBlock(label="Đến giờ", help_text="Để trống nếu chưa rõ.")
    what = blocks.CharBlock(max_length=1000, label="Nội dung công việc")
    place = blocks.CharBlock(max_length=255, required=False, label="Địa điểm")
    leader = blocks.CharBlock(max_length=255, required=False, label="Chủ trì")
    attendees = blocks.CharBlock(max_length=1000, required=False, label="Thành phần tham dự")

    class Meta:
        label = "Việc"
        icon = "date"
        form_classname = "struct-block event-block"
        label_format = "{day} {start} {what}"

    def clean(self, value: Any) -> Any:
        """Refuses an event that ends before it begins; of a draft only what is written is judged."""
        cleaned = super().clean(value)
        faults = event_faults(cleaned)
        if self.is_deferred_validation:
            faults = {key: fault for key, fault in faults.items() if cleaned[key]}
        if faults:
            errors = {key: forms.ValidationError(fault) for key, fault in faults.items()}
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned


class EventBlocks(blocks.StreamBlock):
    """The events of a week, in any order."""

    event = EventBlock()
