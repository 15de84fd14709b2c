"""What all panels of the dashboard share that tell of the unit one works for."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import Media
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from cms.tenancy.rights import Verb
from cms.tenancy.roles import acting_unit, may
from cms.units.models import Unit


class UnitPanel(Component):
    """Is shown to those who may do one of ``verbs`` in the unit that they work for; to nobody else."""

    verbs: ClassVar[tuple[Verb, ...]] = ("see",)
    styles: ClassVar[tuple[str, ...]] = ()

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def media(self) -> Media:
        """The panel's sheets of styles."""
        return Media(css={"all": self.styles})

    @cached_property
    def unit(self) -> Unit | None:
        """The unit that the person works for."""
        return acting_unit(self.request)

    def may(self, verb: Verb) -> bool:
        """Whether the person may do ``verb`` in the unit."""
        return may(self.request.user, verb, self.unit)

    def is_shown(self) -> bool:
        """Whether the panel is for this person."""
        return any(self.may(verb) for verb in self.verbs)

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        """The panel; nothing for those whom it is not for."""
        return super().render_html(parent_context) if self.is_shown() else ""
