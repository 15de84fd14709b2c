"""Asking for a moment at the desk: one picker and one way to write it."""

from typing import Any, Final

from django import forms
from wagtail.admin.panels import PublishingPanel
from wagtail.admin.widgets import AdminDateTimeInput

HINT: Final = "Ghi ngày/tháng/năm giờ:phút, ví dụ 05/03/2026 14:30."
FAULT: Final = "Không đọc được thời điểm này; hãy ghi ngày/tháng/năm giờ:phút, ví dụ 05/03/2026 14:30."


class MomentInput(AdminDateTimeInput):
    """The desk's picker. What it cannot read it leaves as it was typed, and the form refuses it.

    Left to itself it puts the present hour in its place.
    """

    def get_config(self) -> dict[str, Any]:
        """Wagtail's settings of the picker, and our own."""
        return {**super().get_config(), "validateOnBlur": False}


class SchedulePanel(PublishingPanel):
    """Wagtail's, with our picker."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for panel in self.children:
            overlay = panel.widget.js_overlay_parent_selector
            panel.widget = MomentInput(panel.widget.attrs, js_overlay_parent_selector=overlay)


def explain_moments(form: forms.BaseForm) -> None:
    """Say at every field of ``form`` that takes a moment how it is written."""
    for field in form.fields.values():
        if isinstance(field, forms.DateTimeField):
            field.help_text = f"{field.help_text} {HINT}".strip()
            field.error_messages["invalid"] = FAULT
