"""`manage.py make_snapshot_role`: what the snapshot's writer is while it reads."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cms.tenancy.snapshot_role import PUBLISHED, make_snapshot_role


class Command(BaseCommand):
    """Makes the role in PostgreSQL, or brings it up to date after a migration."""

    help = "Make the database role that can read what is published and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What it is called."""
        parser.add_argument("name", nargs="?", default=settings.SNAPSHOT_ROLE or "lienthong_snapshot")

    def handle(self, **options: Any) -> None:
        """Make it, and say what to set; CommandError if the database refuses."""
        try:
            make_snapshot_role(options["name"])
        except (ImproperlyConfigured, DatabaseError) as error:
            raise CommandError(f"{error} The user in DATABASE_URL must be allowed to make roles.") from error
        self.stdout.write(
            f"{options['name']} reads {len(PUBLISHED)} tables; set LIENTHONG_SNAPSHOT_ROLE={options['name']}."
        )
