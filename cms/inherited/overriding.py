"""Opening the form of a unit's own values for one page, with all that it needs read at once."""

from typing import Any

from django.db.models import Q

from cms.inherited.changes import beneath
from cms.inherited.deciding import why_not
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
    world = load_chain_world([unit.pk], pages=Q(page=number))
    page = world.page_by_id.get(number)
    if sentence := why_not(world, unit, page, "override") or _mandatory(page):
        raise Vanished(sentence)
    document = documents_of([number])[number]
    rows = Decision.objects.filter(unit=unit, page=number)
    row = (rows.select_for_update() if data is not None else rows).first()
    stands = beneath(world, page, unit.pk, document.fields)
    standing = Standing(page, document.type, stands, row or Decision(unit=unit, page_id=number))
    return Form(standing, unit.root_page, unit.children.in_force().exists(), data)


def _mandatory(page: PageFacts) -> str:
    if page.strength != "mandatory":
        return ""
    origin = Unit.objects.get(pk=page.unit).full_name
    return f"Đây là trang bắt buộc của {origin}, đơn vị không sửa được mục nào."
