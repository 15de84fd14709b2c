"""Making the database's tables, with a bar: the first time takes the longest of all that has no other."""

from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cms.exchange.showing import bar


class _Counted(migrate.Command):
    """Django's own command, which tells ``advance`` of each migration that is done."""

    def __init__(self, advance: Callable[[int], object]) -> None:
        super().__init__()
        self._advance = advance

    def migration_progress_callback(self, action: str, *_: Any, **__: Any) -> None:
        if action == "apply_success":
            self._advance(1)


def make_tables() -> int:
    """Bring the tables up to date; how many migrations that took."""
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    with bar("Tables", steps) as advance:
        call_command(_Counted(advance), verbosity=0)
    return steps
