"""Migrating under a bar: a new database takes so long that whoever waits would think that nothing goes on."""

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


def make_tables() -> None:
    """Make the database's tables, or bring them up to date."""
    executor = MigrationExecutor(connection)
    steps = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    with bar("migrating", steps) as advance:
        call_command(_Counted(advance), verbosity=0)
