"""``manage.py export_content``: write all content, or one unit's, as JSON Lines."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.exchange.exporting import Export, copy_files
from cms.exchange.showing import bar
from cms.units.day_option import day
from cms.units.models import Unit, UnknownUnitError


class Command(BaseCommand):
    help = "Write the content out as JSON Lines, in the format that import_content takes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", metavar="UNIT", help="only this unit's pages and decisions")
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="write there, and files that pages use beside it"
        )
        parser.add_argument("--as-of", type=day, metavar="DATE", help="the units in force on that day")

    def handle(self, *_: Any, **options: Any) -> None:
        on, output = options["as_of"], options["output"]
        export = Export(timezone.now(), on, _unit(options["unit"], on))
        if output:
            self._to_file(export, output)
        else:
            self._to_stdout(export)

    def _to_file(self, export: Export, output: Path) -> None:
        if not output.parent.is_dir():
            raise CommandError(f"There is no folder {output.parent}; make it first.")
        unfinished = output.with_name(f"{output.name}.new")
        with unfinished.open("wb") as file, bar("exporting", len(export)) as advance:
            file.writelines(export.lines(advance))
        files = copy_files(export.shelf, output.parent)
        unfinished.replace(output)
        self.stderr.write(f"{len(export)} pages and {files} files written to {output}")

    def _to_stdout(self, export: Export) -> None:
        with bar("exporting", len(export)) as advance:
            for line in export.lines(advance):
                self.stdout.write(line.decode(), ending="")
        files = len({kept.path for kept in export.shelf.all_kept()})
        if files:
            self.stderr.write(f"{files} files were not written; use --output to have them beside the lines.")


def _unit(code: str | None, on: date | None) -> int | None:
    try:
        return Unit.objects.with_code(code, on).id if code else None
    except UnknownUnitError as error:
        raise CommandError(str(error)) from error
