"""Five units, and the commands as a person runs them."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from cms.units.models import Unit
from tests.unit.cms.sharing.examples import UNITS, C, section

SINCE = date(2000, 1, 1)


def make_units() -> dict[str, Unit]:
    """P with D and F below it, C and E in D; by code."""
    made: dict[str, Unit] = {}
    for code, facts in UNITS.items():
        made[code] = Unit.objects.create(
            code=code,
            valid_from=SINCE,
            name=f"đơn vị {code}",
            full_name=f"Đơn vị {code}",
            kind="xã",
            tier=facts["tier"],
            parent=made.get(facts["parent"]),
            hostname=f"u{code}.localhost",
        )
    return made


def write_lines(path: Path, lines: list[dict]) -> Path:
    """A file of these lines."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def import_lines(folder: Path, lines: list[dict], *options: str) -> dict:
    """What ``import_content --json`` says of these lines."""
    return import_path(write_lines(folder / "content.jsonl", lines), *options)


def import_path(path: Path, *options: str) -> dict:
    """What ``import_content --json`` says of this file."""
    out = StringIO()
    call_command("import_content", str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def remove_content(folder: Path) -> None:
    """Leave nothing but the units: with ``--replace``, a line that only takes back is the whole content."""
    import_lines(folder, [section(C, None)], "--replace")


def explained(*arguments: str) -> list[dict]:
    """What ``explain --json`` says."""
    out = StringIO()
    call_command("explain", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def export(path: Path, *options: str) -> bytes:
    """The bytes that ``export_content`` writes to ``path``."""
    call_command("export_content", "--output", str(path), *options, stderr=StringIO())
    return path.read_bytes()
