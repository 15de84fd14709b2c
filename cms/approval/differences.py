"""What a new version of a page says otherwise, field by field, by Wagtail's own comparison."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail.admin.compare import FieldComparison, TextDiff
from wagtail.models import Page, Revision

from cms.pages.reach import LISTS, WORDS
from cms.units.models import Unit
from cms.units.tiers import tier_name


class Difference(NamedTuple):
    """One field: its name, and what was taken out and put in as HTML."""

    label: str
    html: SafeString


def differences(request: HttpRequest, revision: Revision) -> list[Difference]:
    """What ``revision`` would change on the site; all of it where the page was never live."""
    page = revision.content_object.specific
    after = revision.as_object()
    before = page if page.live else type(page)()
    panel = after.get_edit_handler().get_bound_panel(instance=after, request=request, form=None)
    return list(_changed(panel.get_comparison(), before, after))


def _changed(comparisons: list[Any], before: Page, after: Page) -> Iterator[Difference]:
    for comparison in comparisons:
        found = comparison(before, after)
        if found.is_field and found.has_changed():
            label = "Tiêu đề" if found.field.name == "title" else found.field_label()
            yield Difference(label, _html(found, type(after)))


def _html(found: FieldComparison, model: type[Page]) -> SafeString:
    if type(found) is not FieldComparison:
        return found.htmldiff()
    values = [_in_words(found.field.name, value, model) for value in (found.val_a, found.val_b)]
    parts = zip(("deletion", "addition"), values, strict=True)
    return TextDiff([(kind, value) for kind, value in parts if value]).to_html()


def _in_words(name: str, value: Any, model: type[Page]) -> str:
    """A value that is no text, as an editor would say it; empty for none."""
    if name == "reach":
        return _reach(value)
    if name == "locked_fields":
        return ", ".join(_field_name(model, key) for key in value)
    if isinstance(value, bool):
        return "có" if value else ""
    if isinstance(value, datetime):
        return date_format(localtime(value), "H:i d/m/Y")
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    return "" if value is None else str(value)


def _field_name(model: type[Page], key: str) -> str:
    return "tiêu đề" if key == "title" else str(model._meta.get_field(key).verbose_name)  # noqa: SLF001


def _reach(value: Any) -> str:
    if not isinstance(value, dict):
        return dict(WORDS).get(value, "")
    ((kind, entries),) = value.items()
    if kind == "tiers":
        names = [tier_name(tier) for tier in entries]
    else:
        names = list(Unit.objects.filter(pk__in=entries).order_by("code").values_list("full_name", flat=True))
    return f"{dict(LISTS)[kind]}: {', '.join(names)}"
