"""What the dashboard says where a unit has no pages at all, not even the front page that all others need."""

from collections.abc import Mapping
from typing import Any

from cms.tenancy.unit_panel import UnitPanel


class UnplantedPanel(UnitPanel):
    """For all who see such a unit: who mends that, and how."""

    name = "unplanted"
    template_name = "editors/unplanted_panel.html"
    order = 5

    def is_shown(self) -> bool:
        """Not where the unit has its pages."""
        return super().is_shown() and self.unit.root_page_id is None

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        """The unit."""
        return {"unit": self.unit}
