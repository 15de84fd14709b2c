"""The form field for a page's reach: units are chosen by name, and stored by the number of their row."""

from typing import Any, ClassVar, NamedTuple

from django import forms

from cms.pages.reach import LISTS, OWN, WORDS, Below, Reach, described, entries_of, reach_fault
from cms.units.models import Unit
from cms.units.tiers import tier_name

_MOST_DIGITS = 18
"""No row has a longer number; a database would refuse to compare it."""


class Given(NamedTuple):
    """What the form was sent."""

    kind: str
    tiers: list[str]
    units: list[str]


class ReachWidget(forms.Widget):
    """A choice, and beside it the tiers or units that some choices need.

    ``there`` is what may be chosen; the browser fetches the units from ``address``.
    """

    template_name = "pages/reach.html"
    use_fieldset = True
    kinds = (*WORDS, *LISTS)
    there = Below()
    address = ""

    class Media:
        js: ClassVar = ["pages/reach.js"]
        css: ClassVar = {"all": ["pages/reach.css"]}

    def format_value(self, value: Reach | Given | None) -> Given:
        """What is chosen, be it stored or sent."""
        if isinstance(value, Given):
            return value
        reach = value or OWN
        kind = next(iter(reach)) if isinstance(reach, dict) else reach
        units = [*entries_of(reach, "units"), *entries_of(reach, "below")]
        return Given(kind, list(entries_of(reach, "tiers")), [str(unit) for unit in units])

    def get_context(
        self, name: str, value: Reach | Given | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """What the template shows: the choices, and which of them are taken."""
        given = self.format_value(value)
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "kind": given.kind,
            "kinds": [(kind, self._counted(kind, label)) for kind, label in self.kinds],
            "alone": not self.there.units and given.kind == OWN,
            "tiers": self._tiers(given),
            "units": self._units(given),
            "address": self.address,
        }
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # noqa: ARG002
        """None: a label for one of several choices would take that choice."""
        return ""

    def _counted(self, kind: str, label: str) -> str:
        counts = {"children": len(self.there.groups[0].units) if self.there.groups else 0}
        counts["all"] = len(self.there.units)
        return f"{label} ({counts[kind]} đơn vị)" if counts.get(kind) else label

    def _tiers(self, given: Given) -> list[tuple[str, str, bool]]:
        offered = dict.fromkeys((*self.there.tiers, *given.tiers))
        return [(tier, tier_name(tier), tier in given.tiers) for tier in offered]

    def _units(self, given: Given) -> list[tuple[int, str, bool]]:
        numbers = [int(unit) for unit in given.units if _is_number(unit)]
        found = Unit.objects.in_bulk(numbers)
        return [(n, described(found[n]), n in self.there.units) for n in numbers if n in found]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Given:  # noqa: ARG002
        """What was sent; lists that the choice does not need are not looked at."""
        sent = data.getlist if hasattr(data, "getlist") else lambda key: data.get(key, [])
        return Given(data.get(name, OWN), sent(f"{name}_tiers"), sent(f"{name}_units"))


class ReachField(forms.Field):
    """A page's reach in the editor; cleans to the value that is stored.

    ``there`` is what stands below the page's unit, ``before`` what the page's reach was.
    """

    widget = ReachWidget
    there = Below()
    before: Reach = OWN

    def offer(self, there: Below, before: Reach, address: str) -> None:
        """Let the editor choose among what is ``there``; the browser finds it at ``address``."""
        self.there, self.before = there, before
        self.widget.there, self.widget.address = there, address
        # No star on what has nothing to choose.
        self.required = bool(there.units) or before != OWN

    def to_python(self, given: Reach | Given) -> Reach:
        """The stored value; ValidationError for a choice that is none or that names nothing."""
        if not isinstance(given, Given):
            return given
        if given.kind in dict(WORDS):
            return given.kind
        if given.kind not in dict(LISTS):
            raise forms.ValidationError("Hãy chọn một phạm vi chia sẻ trong danh sách.")
        entries = given.tiers if given.kind == "tiers" else _numbers(given.units)
        if not entries:
            raise forms.ValidationError("Hãy chọn ít nhất một cấp hoặc một đơn vị để chia sẻ.")
        return {given.kind: sorted(set(entries))}

    def validate(self, value: Reach) -> None:
        """ValidationError when the reach names what is not below the page's unit."""
        if fault := reach_fault(value, self.there, self.before):
            raise forms.ValidationError(fault)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def _numbers(units: list[str]) -> list[int]:
    if not all(_is_number(unit) for unit in units):
        raise forms.ValidationError("Hãy chọn đơn vị trong danh sách, không điền số khác.")
    return [int(unit) for unit in units]
