"""The unit that one works for, in templates that are not ours to call."""

from collections.abc import Mapping
from typing import Any

from django import template

from cms.tenancy.roles import acting_unit
from cms.units.models import Unit

register = template.Library()


@register.simple_tag(name="acting_unit", takes_context=True)
def unit_of_the_desk(context: Mapping[str, Any]) -> Unit | None:
    """The unit that the person at the desk works for; None for who has none."""
    return acting_unit(context["request"])
