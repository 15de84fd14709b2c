"""The form in which a unit puts its own values in place of some fields of a page from above."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from wagtail.models import Page

from build.snapshot.page_types import PAGE_TYPES, FieldKind
from cms.inherited.field_inputs import can_be_typed, form_field, shown, typed
from cms.inherited.parts import parts, plain
from cms.inherited.words import field_label
from cms.pages.rules import VALIDITY, validity_faults
from cms.sharing.models import Decision
from cms.sharing.rules import PageFacts

_WITHIN = r"Dấu ; nằm bên trong một phần thì viết là \;"
HELP = {
    "people": f"Mỗi người một dòng: họ tên; chức vụ; điện thoại; thư điện tử. {_WITHIN}",
    "events": "Mỗi việc một dòng: ngày; giờ hoặc “cả ngày”; nội dung; địa điểm; chủ trì; thành phần. "
    f"{_WITHIN}",
}
REACHES = [("own", "Chỉ trên trang của đơn vị"), ("all", "Cả trên trang của các đơn vị bên dưới")]


@dataclass(frozen=True, slots=True)
class Standing:
    """A page as it would be at the unit without its override, and the override that there is.

    ``stands`` has for each field what it says and the unit that this comes from.
    """

    page: PageFacts
    type: str
    stands: Mapping[str, tuple[Any, int]]
    row: Decision

    @property
    def mine(self) -> dict[str, Any]:
        """The unit's own values, those that sleep too."""
        return self.row.override_fields or {}

    @property
    def seen(self) -> str:
        """What stands for all that the form shows: who saves must have seen it as it is."""
        row = self.row
        parts = (
            sorted(self.stands.items()),
            sorted(self.page.locked),
            row.override_fields,
            row.override_reach,
            row.suspended_since,
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]

    def contradiction(self, mine: Mapping[str, Any]) -> tuple[str, str] | None:
        """Why the unit's values cannot be beside what stands in the other fields, and the field to say it at.

        None where they can, or where the unit has no part in it.
        """
        chosen = [name for name in VALIDITY if name in mine and not self.page.locks(name)]
        if self.type != "legal_document" or not chosen:
            return None
        said = (mine[name] if name in chosen else self.stands[name][0] for name in VALIDITY)
        faults = validity_faults(*said)
        return next(((name if name in chosen else chosen[0], why) for name, why in faults.items()), None)


@dataclass(frozen=True, slots=True)
class Line:
    """One field on the screen; ``use`` and ``input`` are None where it cannot be changed here."""

    name: str
    label: str
    kind: FieldKind
    theirs: Any
    by: int
    locked: bool
    stored: bool
    use: BoundField | None = None
    input: BoundField | None = None

    @property
    def their_parts(self) -> list[str]:
        """What readers would be shown without the unit, line by line."""
        return [plain(self.kind, part) for part in parts(self.kind, self.theirs)]

    @property
    def help(self) -> str:
        """How the field is filled in."""
        return HELP.get(self.kind, "")


class OverrideForm(forms.Form):
    """A box "ours" and an input for every field that is not locked; below it how far it reaches."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, standing: Standing, home: Page, has_below: bool, data: Any = None) -> None:
        super().__init__(data)
        self.standing, self._home = standing, home
        self.initial["seen"] = standing.seen
        for name, kind in PAGE_TYPES[standing.type].items():
            if self._open(name, kind):
                self._add(name, kind)
        if has_below:
            self.fields["reach"] = forms.ChoiceField(
                label="Thay đổi của đơn vị có tác dụng",
                choices=REACHES,
                widget=forms.RadioSelect,
                initial=standing.row.override_reach,
            )

    def _open(self, name: str, kind: FieldKind) -> bool:
        theirs = self.standing.stands[name][0]
        mine = self.standing.mine.get(name)
        return not self.standing.page.locks(name) and can_be_typed(kind, theirs, mine)

    def _add(self, name: str, kind: FieldKind) -> None:
        mine, stands = self.standing.mine, self.standing.stands
        self.fields[f"use-{name}"] = forms.BooleanField(
            label="Dùng bản của đơn vị", required=False, initial=name in mine
        )
        field = form_field(kind)
        field.label = capfirst(field_label(name))
        field.initial = shown(kind, mine.get(name, stands[name][0]))
        self.fields[f"mine-{name}"] = field

    def lines(self) -> list[Line]:
        """The fields in the order of the page type."""
        return [self._line(name, kind) for name, kind in PAGE_TYPES[self.standing.type].items()]

    def _line(self, name: str, kind: FieldKind) -> Line:
        theirs, by = self.standing.stands[name]
        is_open = f"use-{name}" in self.fields
        return Line(
            name=name,
            label=capfirst(field_label(name)),
            kind=kind,
            theirs=theirs,
            by=by,
            locked=self.standing.page.locks(name),
            stored=name in self.standing.mine,
            use=self[f"use-{name}"] if is_open else None,
            input=self[f"mine-{name}"] if is_open else None,
        )

    def clean_seen(self) -> str:
        """Refuses what was typed against a page that has changed meanwhile; the form then shows it anew."""
        if self.cleaned_data["seen"] != self.standing.seen:
            self.data = self.data.copy()
            self.data["seen"] = self.standing.seen
            raise ValidationError("changed")
        return self.standing.seen

    def clean(self) -> None:
        """Turns what was typed into values of the fields; each fault is one sentence beside its field."""
        super().clean()
        for name, kind in PAGE_TYPES[self.standing.type].items():
            key = f"mine-{name}"
            if key not in self.fields or key in self.errors:
                continue
            if not self.cleaned_data[f"use-{name}"]:
                self._keep_what_was_typed(name, kind)
                continue
            try:
                self.cleaned_data[key] = typed(name, kind, self.cleaned_data[key], self._home)
            except ValidationError as error:
                self.add_error(key, error)
        if not self.errors and (found := self.standing.contradiction(self._chosen())):
            name, why = found
            self.add_error(f"mine-{name}", why)

    def _chosen(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            name: given[f"mine-{name}"] for name in PAGE_TYPES[self.standing.type] if given.get(f"use-{name}")
        }

    def _keep_what_was_typed(self, name: str, kind: FieldKind) -> None:
        key = f"mine-{name}"
        # The rich-text editor writes what it was given in its own way, so there is no telling.
        if kind == "html" or not self[key]._has_changed():  # noqa: SLF001
            return
        self.add_error(key, "Hãy đánh dấu “Dùng bản của đơn vị” để giữ phần vừa gõ, hoặc trả lại chữ cũ.")

    def save(self) -> Decision:
        """The decision with what was chosen; not saved yet. Values of locked fields stay, asleep."""
        row, stands, old = self.standing.row, self.standing.stands, self.standing.mine
        base = row.override_base or {}
        fields = {name: value for name, value in old.items() if f"use-{name}" not in self.fields}
        kept = {name: base[name] for name in fields if name in base}
        for name, value in self._chosen().items():
            fields[name] = value
            same = name in old and old[name] == value and name in base
            kept[name] = base[name] if same else stands[name][0]
        row.override_fields, row.override_base = fields or None, kept or None
        row.override_reach = self.cleaned_data.get("reach") or row.override_reach
        return row
