"""A province of its own in the database that the environment names, and editors who publish there.

`python -m tests.samples.editors_at_work found` founds it; `publish FIRST LAST` publishes that many times, so
that in the end the page of every unit says LAST.
"""

import sys
from datetime import date

import django

TIERS = (("30", "province", None), ("290", "district", "30"), ("292", "district", "30"))
COMMUNES = tuple((f"105{number}", "commune", "290" if number % 2 else "292") for number in range(10, 16))


def found() -> None:
    """Units with their trees and a page each; the province's page reaches all."""
    from django.utils import timezone

    from cms.pages.models import ArticlePage
    from cms.pages.planting import plant_sites
    from cms.units.models import Unit

    units = {}
    for code, tier, parent in (*TIERS, *COMMUNES):
        names = {"name": f"Đơn vị {code}", "full_name": f"Xã {code}", "kind": "Xã"}
        units[code] = Unit.objects.create(
            code=code,
            tier=tier,
            parent=units.get(parent),
            valid_from=date(2020, 1, 1),
            hostname=f"u{code}.localhost",
            **names,
        )
    plant_sites(timezone.localdate())
    for unit in Unit.objects.select_related("root_page"):
        section = unit.root_page.get_children().get(slug="tin-tuc")
        reach = "all" if unit.code == "30" else "own"
        page = ArticlePage(title="Lần 0", slug=f"tin-{unit.code}", live=False, reach=reach)
        section.add_child(instance=page)


def publish(first: int, last: int) -> None:
    """Every unit's page once for each number, one after another."""
    from cms.pages.models import ArticlePage

    for number in range(first, last + 1):
        for page in ArticlePage.objects.order_by("slug"):
            page.title = f"Lần {number}."
            page.save_revision().publish()


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "found":
        found()
    else:
        publish(int(sys.argv[2]), int(sys.argv[3]))
