"""`manage.py fill_for_scale`: a database of its own, as large as the whole country's."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.tenancy.scale import fill
from cms.units.models import Unit


class Command(BaseCommand):
    """Fills an empty database with invented units, pages and people, in bulk."""

    help = "Fill an empty database with invented units and people, to see how the desk fares at that size."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many of each."""
        parser.add_argument("--units", type=int, default=10_800, metavar="N")
        parser.add_argument("--users", type=int, default=50_000, metavar="M")

    def handle(self, **options: Any) -> None:
        """Fill it, and say what is there; CommandError if there is something already."""
        units, users = options["units"], options["users"]
        if units < 1 or users < 3:
            raise CommandError("Name at least 1 unit and 3 users.")
        if Unit.objects.exists():
            raise CommandError(
                "There are units in this database; name an empty one in DATABASE_URL and migrate it first."
            )
        filled = fill(units, users, self.stderr.write)
        self.stdout.write(f"{filled.units:,} units, {filled.pages:,} pages, {filled.users:,} users")
