"""Opening the form of a unit's own values for one page, with all that it needs read at once."""

from typing import Any

from django.db.models import Q

from cms.inherited.changes import beneath
from cms.inherited.deciding import alone, why_not
from cms.inherited.override_form import OverrideForm as Form
from cms.inherited.override_form import Standing
from cms.sharing.load import load_chain_world
from cms.sharing.models import Decision
from cms.sharing.published import documents_of
from cms.sharing.rules import PageFacts
from cms.units.models import Unit

__all__ = ["Form", "Vanished", "open_form"]


class Vanished(Exception):
    """There is nothing to put values on; the message is one sentence to the editor."""


def open_form(unit: Unit, number: int, data: Any = None) -> Form:
    """The form for the page ``number`` at ``unit``, with what was typed in ``data``.

    Vanished where the page is gone, does not reach the unit any more, or has become mandatory.
    """
    if data is not None:
        alone(unit)
    return Form(standing_at(unit, number), unit.root_page, unit.children.in_force().exists(), data)


def standing_at(unit: Unit, number: int) -> Standing:
    """The page ``number`` as it would be at ``unit`` without its override; Vanished as for the form."""
    world = load_chain_world([unit.pk], pages=Q(page=number))
    document = documents_of([number]).get(number)
    page = world.page_by_id.get(number) if document else None
    if sentence := why_not(world, unit, page, "override") or _mandatory(page):
        raise Vanished(sentence)
    row = Decision.objects.filter(unit=unit, page=number).first()
    stands = beneath(world, page, unit.pk, document.fields)
    return Standing(page, document.type, stands, row or Decision(unit=unit, page_id=number))


def _mandatory(page: PageFacts) -> str:
    if page.strength != "mandatory":
        return ""
    origin = Unit.objects.get(pk=page.unit).in_sentence
    return f"Đây là trang bắt buộc của {origin}, đơn vị không sửa được mục nào."
