"""Prints the log at the server's console."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from cms.audit.export import as_data
from cms.audit.models import Entry
from cms.units.models import Unit, UnknownUnitError


class Command(BaseCommand):
    """Who changed what, newest first."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which entries, and how they are printed."""
        parser.add_argument("--unit", metavar="CODE", help="only this unit's entries")
        parser.add_argument("--since", metavar="DATE", help="from then on: 2026-11-22 or 2026-11-22T08:00")
        parser.add_argument("--json", action="store_true", help="JSON Lines, values as they were recorded")

    def handle(self, **options: Any) -> None:
        """Print one line an entry."""
        entries = _entries(options["unit"], options["since"])
        for entry in entries.iterator(chunk_size=1000):
            self.stdout.write(_json(entry) if options["json"] else _line(entry))


def _entries(code: str | None, since: str | None) -> QuerySet[Entry]:
    entries = Entry.objects.select_related("unit")
    if code:
        try:
            entries = entries.filter(unit=Unit.objects.with_code(code))
        except UnknownUnitError as error:
            raise CommandError(str(error)) from error
    return entries.filter(at__gte=_moment(since)) if since else entries


def _moment(text: str) -> Any:
    try:
        moment = parse_datetime(text) if "T" in text else parse_datetime(f"{parse_date(text)}T00:00")
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"--since {text} is no day; write it as 2026-11-22 or 2026-11-22T08:00.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _json(entry: Entry) -> str:
    return json.dumps(as_data(entry), ensure_ascii=False, cls=DjangoJSONEncoder)


def _line(entry: Entry) -> str:
    told = entry.changes.items()
    changes = "; ".join(f"{field}: {_value(old)} → {_value(new)}" for field, (old, new) in told)
    unit = entry.unit.code if entry.unit_id else "-"
    at = f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"
    done = f"{entry.action} {entry.kind}".strip()
    said = [at, unit, entry.who or "-", done, entry.label, changes, entry.note]
    return " | ".join(part for part in said if part)


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
