"""Pages a CPU-second of `manage.py import_content`, beside Wagtail's own way of adding a page."""

import shutil
from typing import Any, Final

from scripts.benchmarks.measuring import Conditions, Finding, Measured, Usage, answer, memory, python, rounds

SITES: Final = 30
PEER: Final = "add_child, save_revision, publish"


def measure(conditions: Conditions) -> Measured:
    """Import the demo's content for some units into a new SQLite database, in a process of its own."""
    sites = min(conditions.sites or SITES, SITES)
    [runs] = rounds(conditions.rounds, lambda: _import(conditions, sites))
    said = [answer(usage) for usage in runs]
    own = [one["pages"] / one["import"]["cpu"] for one in said]
    added = [one["added"] / one["add"]["cpu"] for one in said]
    return Measured(
        "import",
        f"{sites} units, {said[0]['pages']:,} pages; the peer adds {said[0]['added']} more",
        [
            Finding("import/pages", "pages/cpu-s", own, PEER, added),
            Finding("import/wall", "seconds", [one["import"]["wall"] for one in said]),
            Finding("import/memory", "MiB", memory(runs)),
        ],
    )


def _import(conditions: Conditions, sites: int) -> Usage:
    folder = conditions.folder / "cms"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    environment: dict[str, Any] = conditions.environment(VAR=folder, SNAPSHOT=folder / "snapshot")
    environment["DATABASE_URL"] = f"sqlite:///{folder / 'cms.sqlite3'}"
    return python("scripts.benchmarks.importing", sites, environment=environment)
