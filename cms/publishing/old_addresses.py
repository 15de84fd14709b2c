"""The addresses that live pages had before they were renamed or moved."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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
    """Write down the slots that pages have left between ``before`` and ``now``.

    What is written stays: which address leads where is for each site to say, by what it shows.
    """
    left = {page: slot for page, slot in before.items() if page in now and now[page] != slot}
    if not left:
        return
    rows = Redirect.objects.filter(page__in=left).values_list("id", "page_id", "unit_id", "section", "slug")
    again = [row for row, page, *slot in rows if Slot(*slot) in (left[page], now[page])]
    Redirect.objects.filter(pk__in=again).delete()
    Redirect.objects.bulk_create(Redirect(page_id=page, **slot._asdict()) for page, slot in left.items())


def addresses_left(pages: Collection[int] | None = None) -> dict[int, list[tuple[str, str, int]]]:
    """The sections and slugs that live pages have left, by the page's number; of ``pages`` if given.

    The number behind them is the greater the later the address was left.
    """
    rows = Redirect.objects.all() if pages is None else Redirect.objects.filter(page__in=pages)
    left: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for page, *address in rows.order_by("id").values_list("page_id", "section", "slug", "id"):
        left[page].append(tuple(address))
    return left


def replace_addresses_left(left: Mapping[int, tuple[int, Sequence[str]]]) -> None:
    """Make these the slots, as SECTION/SLUG, that pages have left: by the page's number, with its unit's."""
    Redirect.objects.filter(page__in=left).delete()
    Redirect.objects.bulk_create(
        Redirect(page_id=page, unit_id=unit, section=section, slug=slug)
        for page, (unit, places) in left.items()
        for section, _, slug in (place.partition("/") for place in places)
    )
