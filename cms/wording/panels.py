"""What the dashboard says of the guide."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from cms.wording.guide import chapters


class GuidePanel(Component):
    """The chapters, by what they help to do."""

    name = "guide"
    template_name = "wording/panel.html"
    order = 70

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        """The chapters."""
        return {"chapters": chapters()}
