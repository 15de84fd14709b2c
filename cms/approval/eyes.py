"""Who has seen a page's changes: what the rule of the second pair of eyes wants to know."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Max
from wagtail.models import Page, Revision

from cms.pages.addresses import bring_units
from cms.tenancy.roles import unit_of_page, waits_for_another

SECOND_PAIR: Final = (
    "Trang này do chính bạn soạn, nên cần một người duyệt khác của đơn vị đọc trước khi đăng."
)


def fault(user: Any, page: Page) -> str | None:
    """Why ``user`` may not publish or approve the page's latest version; one sentence, or None."""
    return faults(user, [page]).get(page.pk)


def faults(user: Any, pages: Sequence[Page]) -> dict[int, str]:
    """``fault`` of those among ``pages`` that have one, by their primary key; one query for others' pages.

    What ``user`` alone wrote costs two more for each unit, however many pages it is, and one for all.
    """
    writers = writers_of(pages)
    own = [page for page in pages if writers[page.pk] == {user.pk}]
    waits = {unit.pk: waits_for_another(user, unit) for unit in bring_units(own)} if own else {}
    return {
        page.pk: SECOND_PAIR for page in own if (unit := unit_of_page(page)) is not None and waits[unit.pk]
    }


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
