"""``manage.py import_units``: bring administrative units in, from a shipped table or one's own."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from rich.console import Console
from rich.progress import Progress

from cms.units.editions import EDITIONS, Edition, Successors, read_successors, with_former_names
from cms.units.hostnames import hostname_problem
from cms.units.plan import Plan, make_plan, only_trees
from cms.units.record import FaultyTableError, Key, UnitRecord
from cms.units.store import carry_out, read_units
from cms.units.succession import ended
from cms.units.table import Table, read_table
from cms.units.tiers import known_tiers


class Command(BaseCommand):
    """Reads, checks everything, plans, and then writes all in one transaction."""

    help = (
        "Bring administrative units in: the whole country or some provinces of a shipped edition, or the "
        "units of a table of your own (see docs/operators/units.md). A table with a fault in it changes "
        "nothing. What is there already stays: run it as often as you like."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group()
        source.add_argument(
            "--edition",
            choices=sorted(EDITIONS),
            default="2025",
            help="2025q1: three tiers, before 1 July 2025; 2025: two tiers, since then (default)",
        )
        source.add_argument("--file", type=Path, help="a table of your own, CSV in UTF-8")
        parser.add_argument(
            "--province",
            nargs="+",
            action="extend",
            default=[],
            metavar="CODE",
            help="only the units with these codes and all below them",
        )
        parser.add_argument(
            "--domain",
            default=settings.SITES_DOMAIN,
            help="what the hostnames of new units end in (default: %(default)s)",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")

    def handle(self, **options: object) -> None:
        domain = options["domain"]
        if problem := hostname_problem(domain):
            raise CommandError(f"--domain {domain!r} {problem.in_english}.")
        edition = None if options["file"] else EDITIONS[options["edition"]]
        path = edition.table if edition else options["file"]
        table = read_table(_content(path), known_tiers())
        successors = read_successors(edition) if edition else {}
        if edition:
            table = replace(table, rows=with_former_names(edition, successors, table.rows))
        rows = _chosen(table, path, options["province"], successors)
        known, numbers = read_units()
        ending = _ending(known, rows, edition, successors) if edition else {}
        try:
            plan = make_plan(known, rows, domain, ending)
        except FaultyTableError as error:
            found = f"Faults in {path}: {len(error.faults)}"
            raise CommandError(f"{error}\n{found}; nothing has been changed.") from error
        if not options["dry_run"]:
            _write(plan, numbers)
        self._report(plan, options)

    def _report(self, plan: Plan, options: dict[str, object]) -> None:
        counts = {
            "new": len(plan.create),
            "changed": len(plan.change),
            "closed": len(plan.close),
            "unchanged": plan.unchanged,
        }
        said = ", ".join(f"{count} {name}" for name, count in counts.items())
        self.stdout.write(f"{'Would be' if options['dry_run'] else 'Units'}: {said}.")
        if options["json"]:
            self.stdout.write(json.dumps({**counts, "dry_run": options["dry_run"]}))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}); give a CSV file.") from error


def _chosen(table: Table, path: Path, codes: list[str], successors: Successors) -> Table:
    """``table`` without the rows that were not asked for."""
    if not codes:
        return table
    there = {row.unit.code: row.unit for row in table.rows}
    known = "".join(f"; {unit.full_name}'s is {unit.code}" for unit in list(there.values())[:1])
    for code in codes:
        if code not in there:
            later = sorted(there.keys() & successors.get(code, ()))
            hint = f"; it passed to {', '.join(later)}" if later else known
            raise CommandError(f"No unit with the code {code!r} is in {path}{hint}.")
    return replace(table, rows=only_trees(table.rows, codes))


def _ending(
    known: list[UnitRecord], table: Table, edition: Edition, successors: Successors
) -> dict[Key, date]:
    """The units that the edition ends; CommandError if later ones stand where it would put its own."""
    there = {unit.key for unit in known}
    later = {unit.code: unit for unit in known if unit.valid_from > edition.first_day}
    for row in table.rows:
        if row.unit.key not in there and (unit := later.get(row.unit.code)):
            raise CommandError(
                f"{unit.full_name} ({unit.code}) is there {unit.period}: an earlier edition cannot be laid "
                f"under a later one; import the editions in their order, into a new database."
            )
    codes = {row.unit.code for row in table.rows}
    return dict.fromkeys(ended(known, edition.first_day, successors, codes), edition.first_day)


def _write(plan: Plan, numbers: dict[Key, int]) -> None:
    console = Console(stderr=True)
    total = len(plan.create) + len(plan.change) + len(plan.close)
    with Progress(console=console, disable=not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task("Writing units", total=total)
        try:
            carry_out(plan, numbers, lambda count: progress.advance(task, count))
        except IntegrityError as error:
            raise CommandError(
                f"The units were changed by somebody else meanwhile ({error}); "
                f"nothing has been changed, run the import again."
            ) from error
