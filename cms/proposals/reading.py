"""A proposal's content as the unit above reads it, and the lists of both sides."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from build.snapshot.page_types import PAGE_TYPES
from cms.pages.events import event_line
from cms.pages.one_line import unmarked
from cms.pages.types import MODELS
from cms.proposals.models import Proposal, Status
from cms.sharing.published import documents_of
from cms.tenancy.scope import units_where
from cms.units.models import Unit

SENT_SHOWN = 50


class Part(NamedTuple):
    """One field: what editors call it, and its value as clean HTML."""

    label: str
    value: SafeString


class Reading(NamedTuple):
    """What a proposal would publish, field by field, and for one field what it would stand in place of.

    ``edited`` says whether the page has been given another text there since it was proposed.
    """

    parts: list[Part]
    now: list[Part]
    edited: bool = False


def read(proposal: Proposal) -> Reading | None:
    """The proposal as it stands today; None while its page is not live."""
    document = documents_of([proposal.page_id]).get(proposal.page_id) if proposal.page_id else None
    if document is None:
        return None
    if not proposal.field:
        return Reading(list(_parts(document.type, document.fields)), [])
    name, now = proposal.field, document.fields.get(proposal.field)
    return Reading(
        list(_parts(document.type, {name: proposal.value})),
        list(_parts(document.type, {name: now})),
        edited=proposal.base is not None and proposal.base != now,
    )


def _parts(kind: str, fields: dict[str, Any]) -> Iterator[Part]:
    for name, type_of_field in PAGE_TYPES[kind].items():
        value = fields.get(name)
        if not value:
            continue
        if type_of_field == "people":
            value = "\n".join(", ".join(filter(None, person.values())) for person in value)
        elif type_of_field == "events":
            value = "\n".join(unmarked(event_line(event)) for event in value)
        # HTML was cleaned when it was published, and other text is escaped here.
        html = value if type_of_field == "html" else linebreaks(value, autoescape=True)
        yield Part(field_name(kind, name), mark_safe(html))  # noqa: S308


def field_name(kind: str, name: str) -> str:
    """What editors call a field of a type."""
    return "Tiêu đề" if name == "title" else capfirst(str(MODELS[kind]._meta.get_field(name).verbose_name))  # noqa: SLF001


def are_of_units_seen(user: Any, numbers: set[int]) -> bool:
    """Whether all proposals of these numbers are there, from or to units that ``user`` sees."""
    seen = units_where(user, "see").values("pk")
    found = Proposal.objects.filter(Q(unit__in=seen) | Q(to__in=seen), pk__in=numbers)
    return found.count() == len(numbers)


def received(unit: Unit) -> QuerySet[Proposal]:
    """The proposals that wait for this unit's answer, oldest first."""
    waiting = Proposal.objects.filter(to=unit, status=Status.OPEN)
    return waiting.select_related("unit", "by").order_by("at", "pk")


def sent(unit: Unit) -> QuerySet[Proposal]:
    """What this unit proposed lately, newest first."""
    proposals = Proposal.objects.filter(unit=unit).select_related("to", "unit", "page", "made")
    return proposals.order_by("-at", "-pk")[:SENT_SHOWN]
