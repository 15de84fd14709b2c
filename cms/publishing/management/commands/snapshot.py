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
            changed = write_all(settings.SNAPSHOT)
        except BuildError as error:
            raise CommandError(str(error)) from error
        sites = len(SnapshotReader(settings.SNAPSHOT).sites())
        if options["json"]:
            self.stdout.write(json.dumps({"sites": sites, "changed": changed}))
        else:
            self.stdout.write(f"{sites} sites in the snapshot, {len(changed)} changed.")
