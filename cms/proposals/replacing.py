"""After the unit above has taken a proposal: its page in place of the unit's own, in one go."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from cms.proposals.models import Proposal, Status
from cms.proposals.refusals import Refused
from cms.sharing.load import load_chain_world
from cms.sharing.models import Decision, LivePage


def replaceable(proposal: Proposal) -> bool:
    """Whether the page from above would show where the unit's own page or value stands now."""
    if proposal.status != Status.ACCEPTED or proposal.made_id is None or proposal.page_id is None:
        return False
    if proposal.field:
        decision = Decision.objects.filter(unit=proposal.unit, page=proposal.page_id).first()
        live = LivePage.objects.filter(page=proposal.made_id).exists()
        return live and bool(decision) and proposal.field in (decision.override_fields or {})
    if not LivePage.objects.filter(page=proposal.page_id, unit=proposal.unit).exists():
        return False
    world = load_chain_world([proposal.unit_id], pages=Q(page=proposal.made_id))
    page = world.page_by_id.get(proposal.made_id)
    return page is not None and page.strength != "offered" and world.reaches(page, proposal.unit_id)


@transaction.atomic
def replace(user: Any, proposal: Proposal) -> None:
    """Withdraws the unit's own page, which stays as a draft, or its value; Refused if that leaves a gap."""
    if not replaceable(proposal):
        raise Refused("Trang của cấp trên chưa hiển thị ở đơn vị bạn, nên trang của bạn được giữ nguyên.")
    if not proposal.field:
        proposal.page.specific.unpublish(user=user)
        return
    decision = Decision.objects.get(unit=proposal.unit, page=proposal.page_id)
    for stored in ("override_fields", "override_base"):
        kept = {
            name: value for name, value in (getattr(decision, stored) or {}).items() if name != proposal.field
        }
        setattr(decision, stored, kept or None)
    decision.save()
