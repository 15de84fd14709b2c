"""How two versions of a page are compared where the field is no text: in words that an editor would use."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class
from wagtail.models import Page

from cms.pages.reach import LISTS, WORDS
from cms.units.models import Unit
from cms.units.tiers import tier_name


class ValueComparison(FieldComparison):
    """A value that is no text, each version said in words; nothing where the value is empty."""

    def htmldiff(self) -> SafeString:
        """What was taken out and what was put in."""
        before, after = self.in_words(self.val_a), self.in_words(self.val_b)
        if before == after:
            return escape(after)
        parts = [("deletion", before), ("addition", after)]
        return TextDiff([(kind, words) for kind, words in parts if words]).to_html()

    def in_words(self, value: Any) -> str:
        """The value as an editor would say it; empty for none."""
        return "" if value is None else str(value)


class MomentComparison(ValueComparison):
    def in_words(self, value: date | None) -> str:
        """The day, with the time of day where there is one."""
        if isinstance(value, datetime):
            return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""


class TickComparison(ValueComparison):
    def in_words(self, value: bool | None) -> str:
        """Nothing where the box is not ticked."""
        return "có" if value else ""


class SharingComparison(ValueComparison):
    """The fields of sharing, which are stored as JSON."""

    def __init__(self, field: models.JSONField, before: Page, after: Page) -> None:
        super().__init__(field, before, after)
        self.model = type(after)

    def in_words(self, value: Any) -> str:
        """Units and fields by their names."""
        say = _SAID.get(self.field.name)
        return say(value, self.model) if say else super().in_words(value)


def _reach(value: Any, _model: type[Page]) -> str:
    if not isinstance(value, dict):
        return dict(WORDS).get(value, "")
    ((kind, entries),) = value.items()
    if kind == "tiers":
        names = [tier_name(tier) for tier in entries]
    else:
        names = list(Unit.objects.filter(pk__in=entries).order_by("code").values_list("full_name", flat=True))
    return f"{dict(LISTS)[kind]}: {', '.join(names)}"


def _locked_fields(value: list[str], model: type[Page]) -> str:
    return ", ".join(
        "tiêu đề" if name == "title" else str(model._meta.get_field(name).verbose_name)  # noqa: SLF001
        for name in value
    )


_SAID: Final[dict[str, Callable[[Any, type[Page]], str]]] = {
    "reach": _reach,
    "locked_fields": _locked_fields,
}

register_comparison_class(models.DateField, comparison_class=MomentComparison)
register_comparison_class(models.BooleanField, comparison_class=TickComparison)
register_comparison_class(models.JSONField, comparison_class=SharingComparison)
