"""``manage.py explain``: what a unit shows, what lost there, and why."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from wagtail.models import Page

from cms.sharing.explain import explain
from cms.sharing.load import load_modes, load_world
from cms.units.day_option import day
from cms.units.models import Unit, UnknownUnitError
from cms.units.tiers import known_tiers


class Command(BaseCommand):
    help = "Say what a unit's site shows and why; with SECTION or SECTION/SLUG, only there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("unit", help="the unit's code")
        parser.add_argument("slot", nargs="?", default="", metavar="SECTION[/SLUG]")
        parser.add_argument("--json", action="store_true", help="print a JSON array")
        parser.add_argument("--as-of", type=day, metavar="DATE", help="with the units of that day")

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
            _print(Console(file=self.stdout, highlight=False), unit, answers)


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


def _print(console: Console, unit: Unit, answers: list[dict[str, Any]]) -> None:
    console.print(Text(f"{unit.full_name} ({unit.code})", "bold"))
    for answer in answers:
        style = "" if answer["shown"] else "dim"
        # A slot is never broken, however narrow the terminal: it is there to be copied.
        console.print(Text(f"{answer['section']}/{answer['slug']}", style), soft_wrap=True)
        for line in _about(answer):
            console.print(Padding.indent(Text(line, style, overflow="fold"), 4))
    shown = sum(answer["shown"] for answer in answers)
    console.print(f"{shown} shown, {len(answers) - shown} not shown.")


def _about(answer: dict[str, Any]) -> Iterator[str]:
    yield answer["title"]
    state = answer["state"] if answer["shown"] else f"not shown, {answer['state']}"
    yield f"{state}; from {answer['origin']}; {answer['because']}"
    if answer["fields"]:
        changed = (f"{name} (by {value['from']})" for name, value in answer["fields"].items())
        yield f"changed: {', '.join(changed)}"
