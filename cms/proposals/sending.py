"""Proposing to the unit above, taking it back, and sending it again."""

from typing import Any, NamedTuple

from django.db import transaction
from wagtail.models import Page

from cms.proposals import letters
from cms.proposals.fields import open_values
from cms.proposals.models import Proposal, Status
from cms.proposals.places import place, receiver
from cms.proposals.refusals import Refused
from cms.sharing.models import LivePage
from cms.sharing.published import documents_of
from cms.tenancy.roles import unit_of_page
from cms.units.models import Unit


class Offer(NamedTuple):
    """What a unit can propose of a page: to whom, under which title, and which of its own values of fields.

    ``values`` is empty for the unit's own pages, which are proposed as a whole.
    """

    to: Unit
    title: str
    values: dict[str, Any]


def offer(unit: Unit, page: Page) -> Offer:
    """What ``unit`` can propose of ``page``, with nothing of a draft; Refused where that is nothing."""
    to = receiver(unit, page)
    own = unit_of_page(page) == unit
    values = {} if own else open_values(unit, page)
    title = LivePage.objects.filter(page=page).values_list("title", flat=True).first()
    if title is None:
        raise Refused("Chỉ đề nghị được trang đang hiển thị; hãy đăng trang này trước.")
    if own:
        place(to, page.specific)
    return Offer(to, title, values)


@transaction.atomic
def propose(user: Any, unit: Unit, page: Page, note: str, field: str = "") -> Proposal:
    """Sends a page of ``unit``, or its value of one ``field``, to whoever decides above; else Refused."""
    to, title, values = offer(unit, page)
    if field not in (values or [""]):
        raise Refused("Hãy chọn mục mà đơn vị đã sửa để đề nghị.")
    if Proposal.objects.filter(unit=unit, page=page, status=Status.OPEN).exists():
        raise Refused("Trang này đang có một đề nghị chờ trả lời; hãy rút đề nghị đó nếu muốn gửi lại.")
    proposal = Proposal.objects.create(
        unit=unit,
        to=to,
        page=page,
        title=title,
        field=field,
        value=values.get(field),
        base=documents_of([page.pk])[page.pk].fields.get(field) if field else None,
        note=note.strip(),
        by=user,
    )
    letters.sent(proposal)
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal) -> None:
    """Takes an open proposal back; Refused once it is answered."""
    held = _open(proposal)
    held.status = Status.WITHDRAWN
    held.save(update_fields=["status"])


@transaction.atomic
def send_again(proposal: Proposal) -> None:
    """Sends an open proposal to whoever decides today: the unit it went to may be closed."""
    held = _open(proposal)
    if held.page is None:
        raise Refused(f"Trang “{held.title}” đã bị xóa; hãy rút đề nghị này.")
    held.to = receiver(Unit.objects.get(pk=held.unit_id), held.page)
    held.save(update_fields=["to"])
    letters.sent(held)


def _open(proposal: Proposal) -> Proposal:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.status != Status.OPEN:
        raise Refused(
            f"Đề nghị về “{held.title}” không còn chờ trả lời: {held.get_status_display().lower()}."
        )
    return held
