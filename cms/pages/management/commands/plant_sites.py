from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.pages.planting import plant_sites


class Command(BaseCommand):
    help = "Gives every unit in force the home page and the sections that its tier has."

    def handle(self, *_args, **_options):
        try:
            planted = plant_sites(timezone.localdate())
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{planted.homes} home pages and {planted.sections} sections added.")
