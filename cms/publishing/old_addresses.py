"""The addresses that live pages had before: kept when one is renamed or moved, given up when one comes."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from cms.sharing.models import LivePage, Redirect


class Slot(NamedTuple):
    """Where a live page stands: the number of its unit's row, its section, its slug."""

    unit_id: int
    section: str
    slug: str


def slots_of(pages: Collection[int]) -> dict[int, Slot]:
    """The slots of those of ``pages`` that are live, by the page's number."""
    rows = LivePage.objects.filter(page__in=pages)
    return {page: Slot(*slot) for page, *slot in rows.values_list("page_id", "unit_id", "section", "slug")}


def keep_old_addresses(before: Mapping[int, Slot], now: Mapping[int, Slot]) -> None:
    """Write down what changed between the slots of some pages ``before`` and ``now``."""
    new = {page: slot for page, slot in now.items() if before.get(page) != slot}
    if not new:
        return
    taken = set(new.values())
    _give_up(taken)
    moved = [page for page in new if page in before and before[page] not in taken]
    Redirect.objects.bulk_create(
        [Redirect(page_id=page, **before[page]._asdict()) for page in moved],
        update_conflicts=True,
        unique_fields=["unit", "section", "slug"],
        update_fields=["page"],
    )


def _give_up(slots: Collection[Slot]) -> None:
    rows = Redirect.objects.filter(
        unit__in={slot.unit_id for slot in slots}, slug__in={slot.slug for slot in slots}
    )
    taken = [
        number
        for number, *slot in rows.values_list("id", "unit_id", "section", "slug")
        if Slot(*slot) in slots
    ]
    if taken:
        Redirect.objects.filter(pk__in=taken).delete()


def addresses_left(pages: Collection[int] | None = None) -> dict[int, list[tuple[str, str]]]:
    """The sections and slugs that live pages have left, by the page's number; of ``pages`` if given."""
    rows = Redirect.objects.all() if pages is None else Redirect.objects.filter(page__in=pages)
    left: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for page, section, slug in rows.values_list("page_id", "section", "slug"):
        left[page].append((section, slug))
    return left
