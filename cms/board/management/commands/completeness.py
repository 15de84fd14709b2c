"""`manage.py completeness`: which sections of which sites are present, inherited, stale or missing."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.board.load import Board, boards
from cms.board.states import STATES, WORST_FIRST, Item
from cms.units.models import Unit, UnknownUnitError


class Command(BaseCommand):
    help = "Say what each unit's site has of the sections of its tier, and what it lacks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", metavar="CODE", help="this unit alone, section by section")
        parser.add_argument("--json", action="store_true", help="a JSON array, one object a unit")

    def handle(self, *_: Any, unit: str | None, **options: Any) -> None:
        """Prints the table, or the JSON."""
        found = boards(_units(unit))
        if options["json"]:
            objects = [as_data(one) for one in found]
            self.stdout.write(json.dumps(objects, ensure_ascii=False, indent=1))
        elif unit:
            self._one(found[0])
        else:
            self._all(found)

    def _one(self, found: Board) -> None:
        for item in sorted(found.items, key=lambda item: WORST_FIRST.index(item.state)):
            newest = f"{item.newest:%Y-%m-%d}" if item.newest else "–"
            self.stdout.write(f"{item.state:11}{newest:12}{item.section.title}")

    def _all(self, found: list[Board]) -> None:
        for one in found:
            counts = "  ".join(f"{state}: {getattr(one.totals, state)}" for state in STATES)
            self.stdout.write(f"{one.unit.code:10}{one.totals.share:4} %  {counts}  {one.unit.full_name}")


def _units(code: str | None) -> list[Unit]:
    if code is None:
        return list(Unit.objects.in_force().order_by("code"))
    try:
        return [Unit.objects.with_code(code)]
    except UnknownUnitError as error:
        raise CommandError(str(error)) from error


def as_data(found: Board) -> dict[str, Any]:
    """One unit for a program: its sections in the order of its site, and the totals."""
    return {
        "unit": found.unit.code,
        "name": found.unit.full_name,
        "tier": found.unit.tier,
        "totals": {state: getattr(found.totals, state) for state in STATES},
        "sections": [_item(item) for item in found.items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "section": item.section.key,
        "state": item.state,
        "own": item.own,
        "inherited": item.inherited,
        "newest": item.newest.isoformat() if item.newest else None,
        "stale_on": item.due.isoformat() if item.due else None,
        "legal_basis": item.section.legal_basis,
    }
