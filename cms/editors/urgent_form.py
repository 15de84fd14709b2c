"""An urgent notice: what is asked for, and the page that it makes."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import linebreaks

from cms.pages.body import body_from_html
from cms.pages.models import NoticePage, SectionPage
from cms.pages.moments import MomentInput, explain_moments
from cms.pages.reach import LISTS, OWN, WORDS, below
from cms.pages.reach_field import ReachField
from cms.pages.rules import free_slug, placeholder_fault, slug_for, urgent_faults
from cms.pages.sections import load_sections
from cms.units.models import Unit

KINDS = [(kind, label) for kind, label in (*WORDS, *LISTS) if kind in ("all", "below", OWN)]
USUAL = timedelta(days=1)


class UrgentForm(forms.Form):
    """Little to fill in: who needs it is in a hurry."""

    title = forms.CharField(
        label="Tiêu đề",
        max_length=255,
        help_text="Một câu nói rõ việc gì, ở đâu; câu này hiện trên mọi trang.",
    )
    text = forms.CharField(
        label="Nội dung",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Người dân cần làm gì ngay, gọi ai, đến khi nào.",
    )
    # Not last: on a small screen the picker would cover the button below it.
    ends_at = forms.DateTimeField(
        label="Kết thúc lúc",
        widget=MomentInput,
        help_text="Đến lúc đó thông báo tự gỡ khỏi mọi trang; nhiều nhất 30 ngày, có thể kết thúc sớm hơn.",
    )
    reach = ReachField(label="Những đơn vị nào hiển thị?")

    def __init__(self, unit: Unit, address: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        explain_moments(self)
        there = below(unit)
        self.fields["reach"].widget.kinds = KINDS
        self.fields["reach"].offer(there, OWN, address)
        self.fields["reach"].initial = "all" if there.units else OWN
        self.fields["ends_at"].initial = timezone.localtime() + USUAL

    def clean_ends_at(self) -> Any:
        """A moment ahead, and not too far."""
        ends_at, now = self.cleaned_data["ends_at"], timezone.now()
        if ends_at <= now:
            raise forms.ValidationError("Thời điểm kết thúc đã qua; hãy chọn một thời điểm sắp tới.")
        if fault := urgent_faults("mandatory", ends_at, now).get("expire_at"):
            raise forms.ValidationError(fault)
        return ends_at

    def clean(self) -> dict[str, Any]:
        """What was typed; without placeholders that no unit can fill in."""
        for name in ("title", "text"):
            if fault := placeholder_fault([self.cleaned_data.get(name, "")]):
                self.add_error(name, fault)
        return self.cleaned_data

    def draft(self, section: SectionPage, user: Any) -> NoticePage:
        """The notice as a draft in ``section``, by ``user``."""
        given = self.cleaned_data
        slug = slug_for(given["title"]) or "khan-cap"
        taken = section.get_children().filter(slug__startswith=slug).values_list("slug", flat=True)
        page = NoticePage(
            title=given["title"],
            slug=free_slug(slug, set(taken)),
            body=body_from_html(linebreaks(given["text"], autoescape=True)),
            reach=given["reach"],
            strength="mandatory",
            urgent=True,
            expire_at=given["ends_at"],
            owner=user,
            live=False,
        )
        section.add_child(instance=page)
        page.save_revision(user=user)
        return page


def section_of_notices(unit: Unit) -> SectionPage | None:
    """The unit's first section that takes notices; None where its site has not been planted."""
    keys = [section.key for section in load_sections(unit.tier) if "notice" in section.types]
    if unit.root_page is None or not keys:
        return None
    return SectionPage.objects.filter(path__startswith=unit.root_page.path, slug=keys[0]).first()
