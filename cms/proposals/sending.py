"""Proposing to the unit above, taking it back, and sending it again."""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.pages.base import ContentPage
from cms.proposals import letters
from cms.proposals.models import Proposal, Status
from cms.proposals.places import place, receiver
from cms.proposals.refusals import Refused
from cms.sharing.models import Decision, LivePage
from cms.tenancy.roles import unit_of_page
from cms.units.models import Unit


@transaction.atomic
def propose(user: Any, unit: Unit, page: Page, note: str, field: str = "") -> Proposal:
    """Sends a page of ``unit``, or its value of one ``field``, to whoever decides above; else Refused."""
    page = page.specific
    to = receiver(unit, page)
    _refuse_unfit(unit, to, page)
    values = overridden(unit, page)
    if unit_of_page(page) != unit and field not in values:
        raise Refused("Hãy chọn mục mà đơn vị đã sửa để đề nghị.")
    if Proposal.objects.filter(unit=unit, page=page, status=Status.OPEN).exists():
        raise Refused("Trang này đang có một đề nghị chờ trả lời; hãy rút đề nghị đó nếu muốn gửi lại.")
    title = LivePage.objects.get(page=page).title
    proposal = Proposal.objects.create(
        unit=unit,
        to=to,
        page=page,
        title=title,
        field=field,
        value=values.get(field),
        note=note.strip(),
        by=user,
    )
    letters.sent(proposal)
    return proposal


def _refuse_unfit(unit: Unit, to: Unit, page: Page) -> None:
    if not isinstance(page, ContentPage) or not LivePage.objects.filter(page=page).exists():
        raise Refused("Chỉ đề nghị được trang đang hiển thị; hãy đăng trang này trước.")
    if unit_of_page(page) == unit:
        place(to, page)


def overridden(unit: Unit, page: Page) -> dict[str, Any]:
    """The unit's own values of fields of a page from above, by field; empty for its own pages."""
    decision = Decision.objects.filter(unit=unit, page=page).first()
    return (decision.override_fields or {}) if decision else {}


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
