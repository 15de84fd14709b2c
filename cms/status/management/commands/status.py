"""``manage.py status``: what is live, what is late and why, once or as it changes."""

import json
import time
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.status.overview import Overview, overview
from cms.status.terminal import Screen, lines
from cms.units.models import Unit, UnknownUnitError

EVERY = 2.0


class Command(BaseCommand):
    """Prints the state; the exit code is 1 while some site needs a person."""

    help = "Say which sites are live, late or failing and why, and what waits in the queue."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", metavar="CODE", help="only the site of this unit")
        parser.add_argument("--watch", action="store_true", help="go on showing it until Ctrl-C")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object (with --watch one a line)"
        )

    def handle(self, **options: Any) -> None:
        units = None
        if options["unit"]:
            try:
                units = Unit.objects.filter(pk=Unit.objects.with_code(options["unit"]).pk)
            except UnknownUnitError as error:
                raise CommandError(str(error)) from error
        if not options["watch"]:
            found = overview(units)
            self._print(found, as_json=options["json"])
            if not found.is_well:
                raise SystemExit(1)
            return
        with Screen(self.stdout, plain=options["json"]) as screen:
            while True:
                found = overview(units)
                if options["json"]:
                    self._print(found, as_json=True)
                else:
                    screen.show(lines(found))
                time.sleep(EVERY)

    def _print(self, found: Overview, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(found.record(), ensure_ascii=False, default=_moment))
        else:
            self.stdout.write("\n".join(lines(found)))


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} is no moment")
