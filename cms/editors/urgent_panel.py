"""The way to an urgent notice: on the dashboard, with those that run, and where notices are listed."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.pages.models import NoticePage, SectionPage
from cms.pages.sections import load_sections
from cms.sharing.load import load_chain_world
from cms.sharing.models import LivePage
from cms.sharing.resolve import resolve_unit
from cms.tenancy.roles import may, unit_of_page
from cms.tenancy.unit_panel import UnitPanel
from cms.units.below import units_above
from cms.units.models import Unit


class UrgentPanel(UnitPanel):
    """For those who write or publish: begin an urgent notice, see what runs, end it."""

    name = "urgent"
    template_name = "editors/urgent_panel.html"
    order = 10
    verbs = ("write", "publish")

    def is_shown(self) -> bool:
        """Not where there is no page that a notice could be below."""
        return super().is_shown() and self.unit.root_page_id is not None

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        """The urgent notices on the unit's site: its own, and those that came from above."""
        return {
            "unit": self.unit,
            "notices": _running(self.unit),
            "above": _from_above(self.unit),
            "writes": self.may("write"),
            "publishes": self.may("publish"),
        }


def _running(unit: Unit) -> list[NoticePage]:
    found = NoticePage.objects.live().filter(urgent=True, path__startswith=unit.root_page.path)
    return list(found.order_by("expire_at"))


def _from_above(unit: Unit) -> list[LivePage]:
    """Those of units above that the unit's site shows, whichever ends first."""
    rows = LivePage.objects.filter(unit__in=units_above(unit.pk), expires_at__gt=timezone.now())
    rows = rows.exclude(urgent_since=None)
    found = {row.page_id: row for row in rows.select_related("unit").order_by("expires_at")}
    if not found:
        return []
    world = load_chain_world([unit.pk], pages=Q(page__in=list(found)))
    shown = {one.page.id for one in resolve_unit(world, unit.pk) if one.shown}
    return [row for number, row in found.items() if number in shown]


def listing_button(page: Page, user: Any, **_: Any) -> Iterator[Button]:
    """Where the notices of the unit that one may write in are listed."""
    if not isinstance(page.specific, SectionPage):
        return
    unit = unit_of_page(page)
    takes = unit and any(s.key == page.slug and "notice" in s.types for s in load_sections(unit.tier))
    if takes and may(user, "write", unit):
        address = reverse("lienthong_urgent", kwargs={"unit_id": unit.pk})
        yield Button("Thông báo khẩn cấp", address, icon_name="warning", priority=5)
