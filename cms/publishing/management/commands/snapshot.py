"""`manage.py snapshot`: write what every unit's site shows now, for the build to read."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from build.errors import BuildError
from build.snapshot.store import SnapshotReader
from cms.publishing.writing import write_all


class Command(BaseCommand):
    """Writes the snapshot and says which sites changed."""

    help = "Write the snapshot that the build reads: what each unit's site shows now."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, **options: Any) -> None:
        try:
            written = write_all(settings.SNAPSHOT)
        except BuildError as error:
            raise CommandError(str(error)) from error
        sites = len(SnapshotReader(settings.SNAPSHOT).sites())
        for sentence in written.left_out:
            self.stderr.write(sentence)
        if options["json"]:
            self.stdout.write(json.dumps({"sites": sites, **written._asdict()}))
        else:
            self.stdout.write(f"{sites} sites in the snapshot, {len(written.changed)} changed.")
        if written.left_out:
            raise CommandError(
                f"{len(written.left_out)} pages were left out; all others are in the snapshot."
            )
