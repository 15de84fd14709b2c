"""What the dashboard says of pages that should have gone live or come down by themselves, and could not."""

from collections.abc import Mapping
from typing import Any

from cms.publishing.models import Overdue
from cms.tenancy.unit_panel import UnitPanel
from cms.units.models import Unit


class OverduePanel(UnitPanel):
    """For those who write or publish in the unit; nothing while all goes as planned."""

    name = "overdue"
    template_name = "editors/overdue_panel.html"
    order = 12
    verbs = ("write", "publish")

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        """The unit's pages that wait, the longest waiting first."""
        return {"overdue": _overdue(self.unit)}


def _overdue(unit: Unit) -> list[Overdue]:
    if unit.root_page is None:
        return []
    found = Overdue.objects.filter(page__path__startswith=unit.root_page.path)
    return list(found.select_related("page").order_by("since"))
