"""The editor's form for content pages: what a text field or a check box a field cannot ask for."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django import forms
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import register_form_field_override

from build.snapshot.page_types import PAGE_TYPES
from cms.pages.addresses import unit_of
from cms.pages.moments import MomentInput, explain_moments
from cms.pages.reach import below
from cms.pages.reach_field import ReachField
from cms.pages.rules import free_slug, slug_for

_LABELS = {"title": "tiêu đề"}
"""Names for what is Wagtail's own."""

register_form_field_override(models.DateTimeField, override={"widget": MomentInput})

WHAT_BELOW_MAY_DO: Final = [
    ("mandatory", "Bắt buộc: mọi đơn vị nhận được đều hiển thị, không ẩn và không sửa được."),
    ("default", "Mặc định: hiển thị ngay; đơn vị nhận được có thể sửa mục không khóa, hoặc ẩn trang."),
    ("offered", "Mời dùng: chưa hiển thị; đơn vị nào nhận dùng mới hiển thị, và có thể sửa mục không khóa."),
]

form_checks: Final[list[Callable[["ContentPageForm"], None]]] = []
"""What apps that stand on the pages look at before a page is saved; they add errors to the form."""


class ContentPageForm(WagtailAdminPageForm):
    """Asks for the reach and for locked fields by their names."""

    reach = ReachField(
        label="Phạm vi chia sẻ",
        help_text="Những đơn vị bên dưới được hiển thị trang này.",
    )
    strength = forms.ChoiceField(
        label="Mức chia sẻ",
        choices=WHAT_BELOW_MAY_DO,
        widget=forms.RadioSelect(attrs={"class": "sharing-strength"}),
    )
    locked_fields = forms.MultipleChoiceField(
        label="Mục cấp dưới không được sửa",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Cấp dưới sửa được các mục còn lại; trang bắt buộc đã khóa mọi mục.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locked_fields"].choices = _lockable(type(self.instance))
        # Where the browser has not made a slug of the title, the page makes its own.
        self.fields["slug"].required = False
        explain_moments(self)
        if parent := self.parent_page:
            address = reverse("units_below", args=[parent.pk])
            self.fields["reach"].offer(below(unit_of(parent)), self.instance.reach, address)

    def clean(self) -> dict[str, Any]:
        """What was typed, as far as it is right; with the errors that other apps' checks find."""
        super().clean()
        for check in form_checks:
            check(self)
        return self.cleaned_data

    def clean_title(self) -> str:
        """In one line: the field has room for several, so that a long title is read whole."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_go_live_at(self) -> datetime | None:
        """A moment ahead, or the one that the page has had: its hour may have come since."""
        planned, now = self.cleaned_data["go_live_at"], timezone.now()
        if planned and planned <= now and "go_live_at" in self.changed_data:
            raise forms.ValidationError(
                "Thời điểm đăng đã qua; hãy chọn một thời điểm sắp tới, hoặc để trống để đăng ngay."
            )
        return planned

    def clean_expire_at(self) -> datetime | None:
        """A moment ahead."""
        expires = self.cleaned_data["expire_at"]
        if expires and expires <= timezone.now():
            raise forms.ValidationError("Thời điểm hết hạn đã qua; hãy chọn một thời điểm sắp tới.")
        return expires

    def clean_slug(self) -> str:
        """The slug given, or one of the title that no other page of the section has."""
        slug = self.cleaned_data["slug"] or slug_for(self.cleaned_data.get("title", ""))
        if self.cleaned_data["slug"] or not slug:
            return slug
        siblings = self.parent_page.get_children().filter(slug__startswith=slug)
        return free_slug(slug, set(siblings.values_list("slug", flat=True)))

    def _post_clean(self) -> None:
        """The model's own look; of the address one sentence is enough, the first that was found.

        None where it is to be made of a title that is not there yet.
        """
        super()._post_clean()
        if "title" in self.errors and not self["slug"].data:
            self.errors.pop("slug", None)
        del self.errors.get("slug", [])[1:]


def _lockable(model: type) -> list[tuple[str, str]]:
    fields = {field.name: field for field in model._meta.get_fields()}  # noqa: SLF001
    return [
        (name, capfirst(_LABELS.get(name) or fields[name].verbose_name))
        for name in PAGE_TYPES[model.type_name]
    ]
