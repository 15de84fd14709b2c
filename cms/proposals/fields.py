"""A unit's own values of fields of a page from above: those that can be proposed today."""

from typing import Any

from django.db.models import Q
from wagtail.models import Page

from cms.proposals.reading import field_name
from cms.proposals.refusals import Refused
from cms.sharing.load import load_chain_world
from cms.sharing.models import Decision
from cms.sharing.rules import PageFacts
from cms.tenancy.roles import unit_of_page
from cms.units.models import Unit


def overridden(unit: Unit, page: Page) -> dict[str, Any]:
    """The unit's own values of fields of a page from above, by field; empty for its own pages."""
    decision = Decision.objects.filter(unit=unit, page=page).first()
    return (decision.override_fields or {}) if decision else {}


def refuse_unfit_field(unit: Unit, page: Page, field: str) -> None:
    """Refused where the page does not reach ``unit`` any more, or lets nobody below change ``field``."""
    found = _reaching(unit, page)
    if found.locks(field):
        name = field_name(page.specific_class.type_name, field)
        raise Refused(
            f"{unit_of_page(page).full_name} không cho cấp dưới sửa mục “{name}” của trang này, "
            "nên không đề nghị được."
        )


def open_values(unit: Unit, page: Page) -> dict[str, Any]:
    """Those of the unit's values that can be proposed; Refused where there are none."""
    found = _reaching(unit, page)
    values = {name: value for name, value in overridden(unit, page).items() if not found.locks(name)}
    if not values:
        raise Refused(
            f"{unit_of_page(page).full_name} không cho cấp dưới sửa mục nào mà {unit.in_sentence} "
            "đã thay đổi, nên không đề nghị được."
        )
    return values


def _reaching(unit: Unit, page: Page) -> PageFacts:
    """The page as published; Refused, without its title, where the unit may know nothing of it."""
    world = load_chain_world([unit.pk], pages=Q(page=page.pk))
    found = world.page_by_id.get(page.pk)
    if found is None or not world.reaches(found, unit.pk):
        raise Refused(
            f"Trang này không còn hiển thị hoặc không còn chia sẻ đến {unit.in_sentence}, "
            "nên không còn mục nào để đề nghị."
        )
    if found.strength == "mandatory":
        raise Refused(
            f"Đây là trang bắt buộc của {unit_of_page(page).in_sentence}, cấp dưới không sửa được mục nào, "
            "nên không đề nghị được."
        )
    return found
