"""What the dashboard says of pages from above: what they changed after us, and which of ours they hide."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse

from cms.inherited import words
from cms.inherited.changes import Changed, changes_at
from cms.inherited.own_pages import not_shown, which_may_be_off
from cms.sharing.load import load_chain_world
from cms.sharing.models import Decision
from cms.sharing.published import documents_of
from cms.tenancy.unit_panel import UnitPanel
from cms.units.models import Unit

SHOWN = 5


class FromAbovePanel(UnitPanel):
    """For those who see a unit that has others above it."""

    name = "inherited_from_above"
    template_name = "inherited/panel.html"
    order = 30
    styles = ("inherited/from_above.css",)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        """The first few of both; read in a number of queries that is the same at any number of units."""
        unit = self.unit.pk
        about = list(
            Decision.objects.filter(unit=unit).exclude(override_base=None).values_list("page_id", flat=True)
        )
        world = load_chain_world([unit], pages=Q(page__in=about) | which_may_be_off(unit))
        names = dict(Unit.objects.filter(pk__in=world.units).values_list("pk", "full_name"))
        tasks = _tasks(changes_at(world, unit, documents_of(about)), names)
        lost = [
            {
                "title": found.page.title,
                "words": words.state_of(found, unit, adopted=False, names=names).words,
                "url": reverse("wagtailadmin_pages:edit", args=[found.page.id]),
            }
            for found in not_shown(world, unit)
        ]
        return {
            "tasks": tasks[:SHOWN],
            "lost": lost[:SHOWN],
            "more": len(tasks[SHOWN:]) + len(lost[SHOWN:]),
            "decides": self.may("publish") and self.may("write"),
        }

    def is_shown(self) -> bool:
        """Not where there is nobody above."""
        return super().is_shown() and self.unit.parent_id is not None


def _tasks(found: list[Changed], names: words.Names) -> list[dict[str, str]]:
    by_page: dict[int, list[Changed]] = {}
    for changed in found:
        by_page.setdefault(changed.page.id, []).append(changed)
    return [
        {
            "title": changes[0].page.title,
            "by": ", ".join(dict.fromkeys(names[changed.by] for changed in changes)),
            "fields": words.labels(changed.field for changed in changes),
            "url": reverse("lienthong_inherited_merge", args=[page]),
        }
        for page, changes in by_page.items()
    ]
