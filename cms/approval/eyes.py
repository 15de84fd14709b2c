"""Who has seen a page's changes: what the rule of the second pair of eyes wants to know."""

from typing import Any

from wagtail.models import Page

from cms.approval.rules import second_pair_fault
from cms.tenancy.models import Role, UnitSettings
from cms.tenancy.roles import is_superuser, members, unit_of_page


def fault(user: Any, page: Page) -> str | None:
    """Why ``user`` may not publish or approve the page's latest version; one sentence, or None.

    The page's unit counts its own approvers and administrators: where there is only one, nobody has to
    wait for the unit above.
    """
    if is_superuser(user):
        return None
    writers = writers_of(page)
    if writers != {user.pk}:
        return None
    unit = unit_of_page(page)
    return second_pair_fault(
        user.pk,
        writers,
        others=members(unit, Role.APPROVER, Role.ADMIN).exclude(pk=user.pk).exists(),
        authors_publish=UnitSettings.objects.filter(unit=unit, authors_publish=True).exists(),
    )


def writers_of(page: Page) -> set[int]:
    """The people who saved the page since the version that is live, or since it was made."""
    saved = page.revisions.exclude(user=None)
    if page.live_revision_id:
        saved = saved.filter(pk__gt=page.live_revision_id)
    return set(saved.order_by().values_list("user_id", flat=True).distinct())
