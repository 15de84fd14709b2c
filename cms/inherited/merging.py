"""A field that both the unit and those above changed: what the screen shows of it, and how it is settled."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from wagtail.models import Page

from cms.inherited.changes import Changed, load_changes
from cms.inherited.deciding import alone, store
from cms.inherited.diffs import Piece, differences, one_version
from cms.inherited.field_inputs import can_be_typed, form_field, shown, typed
from cms.inherited.merge import Marks, Merged, has_conflicts, merge, parts_of
from cms.inherited.overriding import Vanished, standing_at
from cms.inherited.parts import LISTS, MERGED_KINDS, parts, plain, value_of
from cms.inherited.words import field_label
from cms.pages.rules import VALIDITY
from cms.sharing.models import Decision
from cms.units.models import Unit

_MARKS: Final = Marks("▼ Bản của đơn vị:", "▼ Bản của cấp trên:", "▲ Hết chỗ phải chọn")
_MARKS_IN_HTML: Final = Marks(*(f"<p>{mark}</p>" for mark in _MARKS))
UNSETTLED: Final = "Vẫn còn chỗ phải chọn: hãy giữ lại một bản và xóa các dòng có dấu ▼ và ▲ rồi lưu lại."


@dataclass(frozen=True)
class Task:
    """One field that waits for somebody to settle it."""

    changed: Changed

    @property
    def label(self) -> str:
        """The field's name."""
        return capfirst(field_label(self.changed.field))

    @property
    def seen(self) -> str:
        """What stands for all three versions: who settles it must have seen them."""
        found = self.changed
        return hashlib.sha256(repr((found.base, found.theirs, found.mine)).encode()).hexdigest()[:24]

    @property
    def their_version(self) -> list[list[Piece]]:
        """What those above wrote, whole, with what the unit's version does not say as pieces of its own."""
        return one_version(self._between, "removed")

    @property
    def my_version(self) -> list[list[Piece]]:
        """What the unit wrote, likewise beside theirs."""
        return one_version(self._between, "added")

    @cached_property
    def _between(self) -> list[list[Piece]]:
        kind, found = self.changed.kind, self.changed
        theirs, mine = ([plain(kind, part) for part in parts(kind, v)] for v in (found.theirs, found.mine))
        return differences(theirs, mine)

    @cached_property
    def _merged(self) -> Merged:
        kind, found = self.changed.kind, self.changed
        return merge(parts(kind, found.base), parts(kind, found.mine), parts(kind, found.theirs))

    @property
    def has_conflicts(self) -> bool:
        """Whether somebody has to choose between the two."""
        return self.changed.kind not in MERGED_KINDS or has_conflicts(self._merged)

    @property
    def can_be_typed(self) -> bool:
        """Whether the merged text can be changed at the desk."""
        found = self.changed
        return can_be_typed(found.kind, found.base, found.theirs, found.mine)

    @property
    def can_be_merged(self) -> bool:
        """Whether a merged text can be had: by itself, or by changing one."""
        return self.can_be_typed or not self.has_conflicts

    @property
    def merged(self) -> Any:
        """The two joined, with marks around what collides; of a single line the unit's."""
        kind = self.changed.kind
        if kind not in MERGED_KINDS:
            return self.changed.mine
        return value_of(kind, parts_of(self._merged, _MARKS_IN_HTML if kind == "html" else _MARKS))

    def form(self, data: Any = None) -> "MergeForm":
        """The form with the merged text, or with what was typed."""
        return MergeForm(self, data)


class MergeForm(forms.Form):
    """The merged text, to be changed before it is saved."""

    def __init__(self, task: Task, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{task.changed.field}_%s")
        kind = task.changed.kind
        if task.can_be_typed:
            field = form_field(kind)
            field.label = "Bản gộp"
            # A mark is no person and no event, so the lines are shown as they are.
            merged = parts_of(task._merged, _MARKS) if kind in LISTS else None  # noqa: SLF001
            field.initial = "\n".join(merged) if merged is not None else shown(kind, task.merged)
            self.fields["merged"] = field


class Refused(Exception):
    """It cannot be settled so; the message is one sentence to the editor."""


@transaction.atomic
def settle(unit: Unit, page: int, name: str, choice: str, data: Any) -> None:
    """Take "theirs", keep "mine", or save the "merge" of the field ``name``; Refused where it cannot be.

    ``data`` is what the screen sent: what it had shown (``seen``), and the merged text.
    """
    alone(unit)
    row = Decision.objects.filter(unit=unit, page=page).first()
    task = task_of(unit, page, name)
    if row is None or task is None:
        raise Refused("Mục này không còn gì phải xem: có người đã xử lý, hoặc cấp trên đã sửa lại như cũ.")
    if data.get("seen") != task.seen:
        raise Refused("Mục này vừa được sửa lần nữa; hãy xem lại các bản dưới đây rồi chọn.")
    fields, base = dict(row.override_fields), dict(row.override_base)
    found = task.changed
    mine = _merged_value(task, data, unit.root_page) if choice == "merge" else found.mine
    if choice == "theirs" or mine == found.theirs:
        del fields[name], base[name]
    else:
        fields[name], base[name] = mine, found.theirs
    if choice != "mine" and name in VALIDITY:
        _refuse_contradiction(unit, page, fields)
    row.override_fields, row.override_base = fields or None, base or None
    store(row)


def _refuse_contradiction(unit: Unit, page: int, fields: Mapping[str, Any]) -> None:
    try:
        wrong = standing_at(unit, page).contradiction(fields)
    except Vanished as vanished:
        raise Refused(str(vanished)) from vanished
    if wrong:
        raise Refused(wrong[1])


def _merged_value(task: Task, data: Any, home: Page) -> Any:
    if not task.can_be_merged:
        raise Refused("Mục này có bảng hoặc hình nên không gộp được; hãy chọn một trong hai bản.")
    if not task.can_be_typed:
        return task.merged
    form = task.form(data)
    if not form.is_valid():
        raise Refused("Ngày phải viết đủ ngày, tháng, năm.")
    text = form.cleaned_data["merged"]
    if isinstance(text, str) and any(mark in text for mark in _MARKS):
        raise Refused(UNSETTLED)
    try:
        return typed(task.changed.field, task.changed.kind, text, home)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def task_of(unit: Unit, page: int, name: str) -> Task | None:
    """The task about one field of a page, as it stands now."""
    _, found = load_changes(unit.pk, page)
    return next((Task(changed) for changed in found if changed.field == name), None)
