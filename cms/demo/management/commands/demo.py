"""`manage.py demo`: a province's units with sample content, their sites built, indexed and served."""

import json
import sys
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from cms.demo import steps
from cms.demo.choice import Row, units_of
from cms.demo.logins import Login, make_logins
from cms.demo.looks import dress_units
from cms.demo.sample import SampleUnit
from cms.serving.management.commands.serve import (
    BIND,
    DEFAULT_PORT,
    address_sites_at,
    check_port,
    deployed_to,
    listening,
    sites_folder,
)

T = TypeVar("T")


class Command(BaseCommand):
    """Runs the steps, says how long each took, prints addresses and logins, and serves."""

    help = "Fill a database with a province and sample content, build all sites, and serve them."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--province", default="30", metavar="CODE", help="default: 30, Hải Dương")
        parser.add_argument("--sites", type=int, metavar="N", help="only the first N units")
        parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="default: %(default)s")
        parser.add_argument("--no-serve", action="store_true", help="stop after the build")
        parser.add_argument("--json", action="store_true", help="end with one JSON object on stdout")

    def handle(self, **options: Any) -> None:
        self.console = Console(stderr=True)
        self.seconds: dict[str, float] = {}
        if not settings.DEBUG:
            raise CommandError("The demo invents content and logins; run it with cms.settings.dev alone.")
        rows = _chosen(options["province"], options["sites"])
        target = deployed_to()
        with steps.alone():
            _check_place(options["port"], serve=not options["no_serve"])
            address_sites_at(options["port"])
            report = self._make(rows, options["port"])
            if options["json"]:
                self._print_json(target.removeprefix("folder:"), report)
            if report["failures"]:
                raise CommandError(f"{len(report['failures'])} sites failed; what is above says why.")
            if not options["no_serve"]:
                call_command("serve", port=options["port"], stdout=sys.stderr)

    def _make(self, rows: Sequence[Row], port: int) -> dict[str, Any]:
        """The sites of ``rows`` with all that belongs to them; the build's report."""
        self._step("database", "Preparing the database", steps.prepare_database)
        units = self._step("units", f"Importing {len(rows)} units", lambda: steps.import_units(rows))
        self._step("content", "Filling them with sample content", lambda: steps.fill_with_content(units))
        self._step("looks", "Giving two of them a look of their own", lambda: dress_units(units))
        firsts = _one_a_tier(units)
        codes = [unit.code for unit in firsts]
        logins = self._step("logins", "Making logins", lambda: make_logins(codes))
        self._step("snapshot", "Writing the snapshot", steps.write_snapshot)
        report = self._step("build", "Building the sites", steps.build_sites)
        self._print_addresses(port, firsts, logins, report)
        return report

    def _step(self, name: str, text: str, do: Callable[[], T]) -> T:
        began = monotonic()
        self.console.print(f"[bold]{text}…[/]")
        found = do()
        self.seconds[name] = round(monotonic() - began, 2)
        self.console.print(f"  done in {self.seconds[name]} s")
        return found

    def _print_addresses(
        self, port: int, firsts: Sequence[SampleUnit], logins: Sequence[Login], report: dict[str, Any]
    ) -> None:
        def say(text: str) -> None:
            self.console.print(text, highlight=False, markup=False, soft_wrap=True)

        say(f"\n{report['sites']} sites, {report['pages']} pages")
        for unit in firsts:
            say(f"  {unit.full_name:<28} http://{unit.hostname}:{port}/")
        say(f"  {'The editors’ desk':<28} http://localhost:{port}/quan-tri/")
        say("\nWhat editors publish is on the sites within seconds, as long as this serves them.")
        say("\nLogins, new each time the demo is run:")
        for login in logins:
            say(f"  {login.username:<20} {login.password}   {login.what}")

    def _print_json(self, folder: str, report: dict[str, Any]) -> None:
        done = {name: report[name] for name in ("sites", "pages", "failures")}
        done |= {"seconds": self.seconds, "cpu_seconds": report["seconds"], "folder": folder}
        self.stdout.write(json.dumps(done))
        self.stdout.flush()


def _check_place(port: int, *, serve: bool) -> None:
    """CommandError where there is no such port or, to ``serve``, where it or the sites cannot be had."""
    if not serve:
        check_port(port)
        return
    sites_folder()
    listening(BIND, port).close()


def _chosen(province: str, sites: int | None) -> list[Row]:
    if sites is not None and sites < 1:
        raise CommandError(f"--sites is {sites}; give a number from 1 up.")
    try:
        return units_of(province, sites)
    except LookupError as error:
        raise CommandError(str(error.args[0])) from error


def _one_a_tier(units: Sequence[SampleUnit]) -> list[SampleUnit]:
    """The first unit of each tier, from the top down, as ``units`` are."""
    found: dict[str, SampleUnit] = {}
    for unit in units:
        found.setdefault(unit.tier, unit)
    return list(found.values())
