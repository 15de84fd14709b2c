"""How far a page is shared: the form field for it, and which names in it lead nowhere."""

import re
from typing import Any, Final, NamedTuple

from django import forms

from cms.units.forest import Forest
from cms.units.models import Unit

WORDS: Final = [
    ("own", "Chỉ đơn vị này"),
    ("children", "Các đơn vị trực thuộc ngay bên dưới"),
    ("all", "Mọi đơn vị bên dưới"),
]
LISTS: Final = [
    ("tiers", "Những cấp được nêu tên"),
    ("units", "Những đơn vị được nêu mã"),
    ("below", "Những đơn vị được nêu mã và mọi đơn vị bên dưới chúng"),
]
_BETWEEN = re.compile(r"[,;\s]+")

Reach = str | dict[str, list[str]]


class Below(NamedTuple):
    """The tiers and the codes of the units below one unit: what its pages' reach may name."""

    tiers: frozenset[str]
    units: frozenset[str]


def below(unit: Unit) -> Below:
    """What stands below ``unit`` today; one query."""
    forest: Forest[Unit] = Unit.objects.forest()
    units = list(forest.below(unit))
    return Below(frozenset(u.tier for u in units), frozenset(u.code for u in units))


def reach_fault(reach: Reach, there: Below) -> str | None:
    """Why pages of a unit with ``there`` below it cannot have this reach."""
    if isinstance(reach, str):
        return None
    ((kind, entries),) = reach.items()
    known = there.tiers if kind == "tiers" else there.units
    strangers = [entry for entry in entries if entry not in known]
    if not strangers:
        return None
    what = "Cấp" if kind == "tiers" else "Đơn vị có mã"
    return f"{what} {', '.join(strangers)} không ở bên dưới đơn vị này; hãy bỏ khỏi phạm vi chia sẻ."


class ReachWidget(forms.MultiWidget):
    """A choice, and beside it the tiers or codes that some choices need."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        names = forms.TextInput(attrs={"placeholder": "Ví dụ: commune, hoặc 10507, 10510"})
        super().__init__([forms.Select(choices=[*WORDS, *LISTS]), names], attrs)

    def decompress(self, value: Reach | None) -> list[str]:
        """The two parts of a stored reach."""
        if isinstance(value, dict):
            ((kind, entries),) = value.items()
            return [kind, ", ".join(entries)]
        return [value or "own", ""]


class ReachField(forms.MultiValueField):
    """A page's reach in the editor; cleans to the value that is stored."""

    widget = ReachWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (forms.ChoiceField(choices=[*WORDS, *LISTS]), forms.CharField(required=False))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, parts: list[str]) -> Reach:
        """The stored value; ValidationError when a list is asked for and nothing is named."""
        kind, names = parts or ["own", ""]
        if kind in dict(WORDS):
            return kind
        entries = list(dict.fromkeys(filter(None, _BETWEEN.split(names))))
        if not entries:
            raise forms.ValidationError("Hãy nêu ít nhất một cấp hoặc một mã đơn vị.")
        return {kind: entries}
