"""What the unit above does with a proposal: takes it as it is, takes it to edit, or declines."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page

from build.snapshot.page_types import PAGE_TYPES
from cms.pages.base import ContentPage
from cms.pages.body import raw_blocks
from cms.pages.content import set_field
from cms.pages.rules import free_slug
from cms.pages.titles import set_title, title_of
from cms.proposals import letters
from cms.proposals.credit import credited
from cms.proposals.fields import refuse_unfit_field
from cms.proposals.models import Proposal, Status
from cms.proposals.places import place, refuse_closed
from cms.proposals.refusals import Refused
from cms.sharing.models import LivePage


@transaction.atomic
def accept(user: Any, number: int, version: str, reach: str) -> Page:
    """The page of the unit above, live with ``reach``; ``version`` names what was on the screen.

    Refused where something happened meanwhile.
    """
    proposal, page = _held(number)
    _refuse_unread(proposal, page, version)
    if proposal.field:
        if page.has_unpublished_changes:
            raise Refused("Trang đang có bản sửa chưa đăng; hãy chọn “Nhận và sửa trước khi đăng”.")
        made = _with_field(page, proposal)
    else:
        made = _copied(proposal, page, reach)
    try:
        made.save_revision(user=user, log_action=True).publish(user=user)
    except ValidationError as error:
        why = " ".join(error.messages)
        raise Refused(f"Chưa đăng được: {why} Hãy chọn “Nhận và sửa trước khi đăng”.") from error
    _close(proposal, user, Status.ACCEPTED, made=made)
    return made


@transaction.atomic
def accept_to_edit(user: Any, number: int, version: str) -> Page:
    """A draft of the unit above, to be edited and published there; ``version`` as for ``accept``.

    Whatever would keep it from being published is for its editor to mend.
    """
    proposal, page = _held(number)
    if proposal.field:
        _refuse_unread(proposal, page, version)
        made = _with_field(page.get_latest_revision_as_object(), proposal)
    else:
        made = _copied(proposal, page, "own")
    made.save_revision(user=user, log_action=True, clean=False)
    _close(proposal, user, Status.ACCEPTED, made=made)
    return made


@transaction.atomic
def decline(user: Any, number: int, reason: str) -> None:
    """Closes the proposal with a reason that its unit reads."""
    if not reason.strip():
        raise Refused("Hãy ghi lý do để đơn vị đề nghị được biết, rồi bấm “Không nhận”.")
    _close(_locked(number), user, Status.DECLINED, answer=reason.strip())


def version_of(page: Page) -> str:
    """What stands for a page as it is published; empty when it is not."""
    return LivePage.objects.filter(page=page).values_list("document_id", flat=True).first() or ""


def _locked(number: int) -> Proposal:
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("unit", "to").get(pk=number)
    if proposal.status != Status.OPEN:
        raise Refused(f"Đề nghị này không còn chờ trả lời: {proposal.get_status_display().lower()}.")
    refuse_closed(proposal.to)
    return proposal


def _held(number: int) -> tuple[Proposal, ContentPage]:
    proposal = _locked(number)
    if proposal.page is None or not version_of(proposal.page):
        raise Refused(f"Trang “{proposal.title}” không còn hiển thị ở đơn vị đề nghị nên không nhận được.")
    if proposal.field:
        refuse_unfit_field(proposal.unit, proposal.page, proposal.field)
    return proposal, proposal.page.specific


def _refuse_unread(proposal: Proposal, page: Page, version: str) -> None:
    """Refused where the page was edited since it was read: newer text of the field would be lost."""
    if version == version_of(page):
        return
    if proposal.field:
        raise Refused(f"{proposal.to.full_name} vừa sửa trang này; hãy so hai bản dưới đây rồi nhận.")
    raise Refused(f"{proposal.unit.full_name} vừa sửa trang này; hãy xem lại rồi nhận.")


def _with_field(page: ContentPage, proposal: Proposal) -> ContentPage:
    set_field(page, proposal.field, proposal.value)
    page.credit = credited(page.credit, proposal.unit.full_name)
    return page


def _copied(proposal: Proposal, page: ContentPage, reach: str) -> ContentPage:
    """A draft in the same section above; its slug is the same where that is free."""
    section = place(proposal.to, page)
    taken = section.get_children().filter(slug__startswith=page.slug).values_list("slug", flat=True)
    made = type(page)(slug=free_slug(page.slug, set(taken)), live=False, reach=reach)
    streams = {field.name for field in page._meta.get_fields() if isinstance(field, StreamField)}  # noqa: SLF001
    for name in (*PAGE_TYPES[page.type_name], "files"):
        value = getattr(page, name)
        setattr(made, name, raw_blocks(value) if name in streams else value)
    set_title(made, title_of(page))
    made.credit = credited(page.credit, proposal.unit.full_name)
    section.add_child(instance=made)
    return made


def _close(
    proposal: Proposal, user: Any, status: Status, *, answer: str = "", made: Page | None = None
) -> None:
    proposal.status, proposal.answer, proposal.made = status, answer, made
    proposal.answered_by, proposal.answered_at = user, timezone.now()
    proposal.save()
    letters.answered(proposal)
