"""``manage.py import_content``: bring pages, decisions and sections' settings in from JSON Lines."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.exchange.faults import ChangedFileError, EmptyFileError, FaultyFileError
from cms.exchange.importing import import_file
from cms.exchange.showing import bar
from cms.units.day_option import day


class Command(BaseCommand):
    help = "Bring content in from a file of JSON Lines; a file with a fault changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="make the file the whole content")
        parser.add_argument("--as-of", type=day, metavar="DATE", help="codes mean the units of that day")
        parser.add_argument("--json", action="store_true", help="print what was done as one JSON object")

    def handle(self, *_: Any, **options: Any) -> None:
        file: Path = options["file"]
        if file.is_dir():
            raise CommandError(f"{file} is a folder; name the file of JSON Lines in it.")
        if not file.is_file():
            raise CommandError(f"There is no file {file}; check the path.")
        try:
            imported = import_file(file, bar, on=options["as_of"], replace=options["replace"])
        except FaultyFileError as error:
            self._refuse(file, error, as_json=options["json"])
        except (ChangedFileError, EmptyFileError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error}; nothing was changed. See to it and import again.") from error
        figures = imported.figures()
        if options["json"]:
            self.stdout.write(json.dumps(figures))
            return
        for kind, done in figures.items():
            counts = ", ".join(f"{count} {what}" for what, count in done.items())
            self.stdout.write(f"{kind}: {counts}")

    def _refuse(self, file: Path, error: FaultyFileError, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"faults": [fault._asdict() for fault in error.faults]}))
        count = len(error.faults)
        faults = "1 fault" if count == 1 else f"{count} faults"
        raise CommandError(f"{error}\n{file} has {faults}; nothing was changed. Mend it and import it again.")
