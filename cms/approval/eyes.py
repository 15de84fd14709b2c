"""Who has seen a page's changes: what the rule of the second pair of eyes wants to know."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from wagtail.models import Page, Revision

from cms.approval.rules import second_pair_fault
from cms.tenancy.models import Role, UnitSettings
from cms.tenancy.roles import is_superuser, members, unit_of_page
from cms.units.models import Unit


def fault(user: Any, page: Page) -> str | None:
    """Why ``user`` may not publish or approve the page's latest version; one sentence, or None."""
    return faults(user, [page]).get(page.pk)


def faults(user: Any, pages: Sequence[Page]) -> dict[int, str]:
    """``fault`` of those among ``pages`` that have one, by their primary key; one query for others' pages.

    The page's unit counts its own approvers and administrators: where there is only one, nobody has to
    wait for the unit above.
    """
    if is_superuser(user):
        return {}
    writers = writers_of(pages)
    found = {}
    for page in pages:
        if writers[page.pk] == {user.pk} and (sentence := _fault(user, writers[page.pk], unit_of_page(page))):
            found[page.pk] = sentence
    return found


def _fault(user: Any, writers: set[int], unit: Unit | None) -> str | None:
    return second_pair_fault(
        user.pk,
        writers,
        others=members(unit, Role.APPROVER, Role.ADMIN).exclude(pk=user.pk).exists(),
        authors_publish=UnitSettings.objects.filter(unit=unit, authors_publish=True).exists(),
    )


def writers_of(pages: Sequence[Page]) -> Mapping[int, set[int]]:
    """Who saved each page since the version that is live, or since it was made."""
    live = {page.pk: page.live_revision_id or 0 for page in pages}
    saved = (
        Revision.page_revisions.filter(object_id__in=[str(pk) for pk in live])
        .exclude(user=None)
        .order_by()
        .values_list("object_id", "user_id")
        .annotate(last=Max("pk"))
    )
    writers: dict[int, set[int]] = defaultdict(set)
    for object_id, user_id, last in saved:
        if last > live[int(object_id)]:
            writers[int(object_id)].add(user_id)
    return writers
