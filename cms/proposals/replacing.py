"""After the unit above has taken a proposal: its page in place of the unit's own, in one go."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from cms.proposals.models import Proposal, Status
from cms.proposals.refusals import Refused
from cms.sharing.load import load_chain_world
from cms.sharing.models import Decision, LivePage
from cms.units.models import Unit


def replaceable(unit: Unit, proposals: Iterable[Proposal]) -> set[int]:
    """Those of the unit's ``proposals`` whose page from above would show where its own page or value does.

    The number of queries does not grow with the proposals.
    """
    taken = [one for one in proposals if one.status == Status.ACCEPTED and one.made_id and one.page_id]
    if not taken:
        return set()
    fields = [one for one in taken if one.field]
    pages = [one for one in taken if not one.field]
    return {*_with_value(unit, fields), *_with_page(unit, pages)}


def _with_value(unit: Unit, proposals: Sequence[Proposal]) -> Iterable[int]:
    """Where the origin says it now, and the unit still says it itself."""
    if not proposals:
        return []
    live = _live(one.made_id for one in proposals)
    decisions = Decision.objects.filter(unit=unit, page__in=[one.page_id for one in proposals])
    said = {decision.page_id: decision.override_fields or {} for decision in decisions}
    return [one.pk for one in proposals if one.made_id in live and one.field in said.get(one.page_id, {})]


def _with_page(unit: Unit, proposals: Sequence[Proposal]) -> Iterable[int]:
    """Where the unit's own page is live, and the one from above reaches the unit."""
    own = _live(one.page_id for one in proposals)
    if not own:
        return []
    world = load_chain_world([unit.pk], pages=Q(page__in=[one.made_id for one in proposals]))
    reaching = {
        page.id
        for page in world.page_by_id.values()
        if page.strength != "offered" and world.reaches(page, unit.pk)
    }
    return [one.pk for one in proposals if one.page_id in own and one.made_id in reaching]


def _live(numbers: Iterable[int]) -> set[int]:
    return set(LivePage.objects.filter(page__in=list(numbers)).values_list("page_id", flat=True))


@transaction.atomic
def replace(user: Any, proposal: Proposal) -> None:
    """Withdraws the unit's own page, which stays as a draft, or its value; Refused if that leaves a gap."""
    if not replaceable(proposal.unit, [proposal]):
        raise Refused("Trang của cấp trên chưa hiển thị ở đơn vị bạn, nên trang của bạn được giữ nguyên.")
    if not proposal.field:
        proposal.page.specific.unpublish(user=user)
        return
    decision = Decision.objects.get(unit=proposal.unit, page=proposal.page_id)
    for stored in ("override_fields", "override_base"):
        said = getattr(decision, stored) or {}
        kept = {name: value for name, value in said.items() if name != proposal.field}
        setattr(decision, stored, kept or None)
    decision.save()
