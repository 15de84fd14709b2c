"""How each section of a unit takes what comes from above, as the unit's administrator chooses."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.forms.boundfield import BoundField

from build.snapshot.tier_file import SectionSpec
from cms.inherited.deciding import alone
from cms.inherited.words import MODES, SHORT_MODES
from cms.pages.sections import load_sections
from cms.sharing.models import SectionSetting
from cms.units.models import Unit

OFFERED = ("merge", "fill", "own")
"""Not "locked", which hides the unit's own pages: only an import sets it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One section on the screen: its choice, None where it is fixed; and how it is for the whole tier."""

    key: str
    title: str
    input: BoundField | None
    usual: str


class SectionsForm(forms.Form):
    """A choice for every section of ``unit`` that its tier has not fixed; empty means as the tier has it."""

    def __init__(self, unit: Unit, data: Any = None) -> None:
        super().__init__(data)
        self._unit, self._specs = unit, load_sections(unit.tier)
        rows = SectionSetting.objects.filter(unit=unit)
        modes = dict(rows.values_list("section", "mode"))
        for spec in self._specs:
            if not spec.fixed:
                self.fields[spec.key] = _choice(spec, modes.get(spec.key, ""))

    def lines(self) -> list[Line]:
        """The sections in the order of the navigation."""
        return [
            Line(spec.key, spec.title, None if spec.fixed else self[spec.key], MODES[spec.mode])
            for spec in self._specs
        ]

    @transaction.atomic
    def save(self) -> list[str]:
        """Writes what was changed on this screen, and nothing else; the titles of those sections."""
        alone(self._unit)
        rows = {row.section: row for row in SectionSetting.objects.filter(unit=self._unit)}
        for key in self.changed_data:
            row = rows.get(key) or SectionSetting(unit=self._unit, section=key)
            row.mode = self.cleaned_data[key]
            if row.mode or row.order:
                row.save()
            elif row.pk:
                row.delete()
        return [spec.title for spec in self._specs if spec.key in self.changed_data]


def _choice(spec: SectionSpec, stored: str) -> forms.ChoiceField:
    offered = OFFERED if stored in ("", *OFFERED) else (*OFFERED, stored)
    return forms.ChoiceField(
        label=spec.title,
        choices=[
            ("", "Như quy định chung"),
            *((mode, SHORT_MODES[mode]) for mode in offered),
        ],
        required=False,
        initial=stored,
        # What somebody else chose meanwhile for another section stays.
        show_hidden_initial=True,
    )
