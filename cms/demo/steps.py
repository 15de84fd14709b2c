"""What the demo does, step by step; each finds for itself whether there is anything left to do."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from cms.demo.choice import Row, units_of, write_table
from cms.demo.sample import Calendar, SampleUnit, draw_pictures, facts, generate
from cms.demo.tables import make_tables
from cms.pages.planting import plant_sites
from cms.sharing.models import LivePage
from cms.units.models import Unit

SEED = 1
LEAN = 3
"""So lively that most sections are up to date, and some are not."""
WEEKS = 2
"""This week and the one before or, from Friday on, the next."""
MADE_EARLIER = (
    "The database {} was made by an earlier state of this project; "
    "delete it, or run the demo with another folder in LIENTHONG_VAR."
)
NOT_ALONE = (
    "Another demo is filling or serving {}; end it first (Ctrl-C in its terminal), or give this one "
    "another folder in LIENTHONG_VAR and another port with --port."
)
_FACTS = ("address", "phone", "email", "hours", "leader")


@contextmanager
def alone() -> Iterator[None]:
    """Hold the demo's folder alone: a second one would make the logins new that the first has printed.

    CommandError where another holds it. The system lets go when the process ends, however it ends.
    """
    with (_folder() / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandError(NOT_ALONE.format(settings.VAR)) from error
        yield


def prepare_database() -> None:
    """Make the database and its tables, or bring them up to date.

    CommandError for one whose tables were made in steps that have since become one.
    """
    _folder()
    loader = MigrationLoader(connection)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("cms.")}
    if any(app in ours for app, _ in loader.applied_migrations.keys() - loader.disk_migrations.keys()):
        raise CommandError(MADE_EARLIER.format(connection.settings_dict["NAME"]))
    make_tables()


def import_units(rows: Sequence[Row]) -> list[SampleUnit]:
    """The units of ``rows``, marked as samples, with invented facts and a tree of sections each."""
    _refuse_fewer(rows)
    table = _folder() / "units.csv"
    write_table(list(rows), table)
    with Path(os.devnull).open("w") as nowhere:
        call_command("import_units", file=table, stdout=nowhere)
    units = {unit.code: unit for unit in Unit.objects.in_force()}
    if ended := [row["full_name"] for row in rows if row["code"] not in units]:
        raise CommandError(
            f"{ended[0]} is in this database already and no longer in force; run the demo with another "
            "folder in LIENTHONG_VAR."
        )
    samples = [_sample_unit(row, units[row["code"]].hostname) for row in rows]
    _give_facts(samples, units)
    plant_sites(timezone.localdate())
    return samples


def _refuse_fewer(rows: Sequence[Row]) -> None:
    """What a unit writes depends on how many there are: of fewer, other texts would come beside it."""
    whole = {row["code"] for row in units_of(rows[0]["code"], None)}
    held = Unit.objects.in_force().filter(code__in=whole, sample=True).count()
    if held > len(rows):
        raise CommandError(
            f"This database has {held} sites of the province already, and {len(rows)} were asked for; give "
            f"--sites {held} or more, or run the demo with another folder in LIENTHONG_VAR."
        )


def _sample_unit(row: Row, hostname: str) -> SampleUnit:
    names = ("code", "name", "full_name", "kind", "tier")
    return SampleUnit(
        **{name: row[name] for name in names}, parent=row["parent_code"] or None, hostname=hostname
    )


def _give_facts(samples: Sequence[SampleUnit], units: dict[str, Unit]) -> None:
    """Facts for the units that have none yet; what somebody typed at the desk stays."""
    fresh = [unit for unit in samples if not units[unit.code].sample]
    for sample in fresh:
        unit = units[sample.code]
        unit.sample = True
        for name, value in facts(sample).items():
            setattr(unit, name, getattr(unit, name) or value)
    Unit.objects.bulk_update([units[unit.code] for unit in fresh], ["sample", *_FACTS])


def fill_with_content(units: Sequence[SampleUnit]) -> int:
    """Import the sample content that was not imported before; how many pages are live.

    What was brought in once is the editors' from then on: only lines that are new or read otherwise come
    in, as when the demo is run again with more units. So the content keeps the dates of its first day.
    """
    file, mark = _folder() / "content.jsonl", _folder() / "imported"
    generated = generate(units, SEED, draw_pictures(_folder()), _calendar())
    lines = {
        hashlib.sha256(line).hexdigest(): line
        for line in (json.dumps(line, ensure_ascii=False).encode() for line in generated)
    }
    known = mark.read_text().split() if _was_filled() else []
    fresh = lines.keys() - set(known)
    if fresh:
        file.write_bytes(b"".join(line + b"\n" for name, line in lines.items() if name in fresh))
        call_command("import_content", str(file), stdout=sys.stderr)
        mark.write_text("\n".join([*known, *sorted(fresh)]))
    return LivePage.objects.count()


def _was_filled() -> bool:
    return (_folder() / "imported").is_file() and LivePage.objects.exists()


def _calendar() -> Calendar:
    """The time of the content: up to the day before the demo was first filled."""
    file = _folder() / "day"
    if not _was_filled():
        file.write_text(timezone.localdate().isoformat())
    elif not file.is_file():
        raise CommandError(MADE_EARLIER.format(connection.settings_dict["NAME"]))
    return Calendar(date.fromisoformat(file.read_text()) - timedelta(days=1), LEAN, WEEKS)


def write_snapshot() -> None:
    """What every site shows now, for the build."""
    with Path(os.devnull).open("w") as nowhere:
        call_command("snapshot", stdout=nowhere)


def build_sites() -> dict[str, Any]:
    """Render, deploy and index every site in a process that cannot reach the database.

    Returns the build's report. A site that failed is told by the build itself; CommandError only where
    there is no report.
    """
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "build", "--json"],
        cwd=settings.ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        check=False,
    )
    if not done.stdout:
        raise CommandError("The sites were not built; what is above says why.")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _folder() -> Path:
    folder: Path = settings.VAR / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
