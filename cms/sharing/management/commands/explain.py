"""``manage.py explain``: what a unit shows, what lost there, and why."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table
from rich.text import Text
from wagtail.models import Page

from cms.sharing.explain import explain
from cms.sharing.load import load_modes, load_world
from cms.units.models import Unit, UnknownUnitError
from cms.units.tiers import known_tiers


class Command(BaseCommand):
    help = "Say what a unit's site shows and why; with SECTION or SECTION/SLUG, only there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("unit", help="the unit's code")
        parser.add_argument("slot", nargs="?", default="", metavar="SECTION[/SLUG]")
        parser.add_argument("--json", action="store_true", help="print a JSON array")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DATE", help="with the units of that day"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        section, _, slug = options["slot"].partition("/")
        unit = _unit(options["unit"], options["as_of"])
        if section:
            _check_section(section)
        if slug:
            _check_slug(section, slug)
        world = load_world(options["as_of"])
        answers = explain(world, unit.id, section or None, slug or None)
        if options["json"]:
            self.stdout.write(json.dumps(answers, ensure_ascii=False, indent=1))
        else:
            console = Console(file=self.stdout)
            console.print(_table(unit, answers))
            shown = sum(answer["shown"] for answer in answers)
            console.print(f"{shown} shown, {len(answers) - shown} not shown.")


def _unit(code: str, on: date | None) -> Unit:
    try:
        return Unit.objects.with_code(code, on)
    except UnknownUnitError as error:
        raise CommandError(str(error)) from error


def _check_section(key: str) -> None:
    keys = {section.key for sections in load_modes(known_tiers()).values() for section in sections}
    if key not in keys:
        raise CommandError(f"No tier has a section {key!r}; those there are: {', '.join(sorted(keys))}.")


def _check_slug(section: str, slug: str) -> None:
    sections = set(Page.objects.filter(depth=3, slug=section).values_list("path", flat=True))
    pages = Page.objects.filter(depth=4, slug=slug).values_list("path", flat=True)
    if not any(path[: -Page.steplen] in sections for path in pages):
        raise CommandError(f"No unit has a page {section}/{slug}; check the section and the slug.")


def _table(unit: Unit, answers: list[dict[str, Any]]) -> Table:
    table = Table(title=f"{unit.full_name} ({unit.code})", title_justify="left")
    for heading in ("page", "title", "origin", "state", "changed fields", "because"):
        table.add_column(heading, overflow="fold")
    for answer in answers:
        changed = ", ".join(f"{name} ({value['from']})" for name, value in answer["fields"].items())
        state = answer["state"] if answer["shown"] else f"not shown: {answer['state']}"
        slot = f"{answer['section']}/{answer['slug']}"
        row = (slot, answer["title"], answer["origin"], state, changed, answer["because"])
        table.add_row(*map(Text, row), style=None if answer["shown"] else "dim")
    return table
