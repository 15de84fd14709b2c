"""Indexes on Wagtail's tree that it does without: fit for one site, not for as many as there are communes.

Made after every ``migrate``, for on SQLite a later migration of Wagtail's own may build the table anew
without them.
"""

from typing import Any, Final

from django.db import connections
from wagtail.models import Page

_BY_DEPTH: Final = "CREATE INDEX IF NOT EXISTS pages_tree_by_depth ON wagtailcore_page (depth, path)"
_BELOW: Final = "CREATE INDEX IF NOT EXISTS pages_tree_below ON wagtailcore_page (path COLLATE NOCASE)"
"""SQLite uses no other index for ``LIKE``, with which treebeard asks for what is below a page."""


def index_tree(using: str, **_: Any) -> None:
    """Makes the indexes that are not there; for Django's ``post_migrate``."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if Page._meta.db_table not in connection.introspection.table_names(cursor):  # noqa: SLF001
            return
        cursor.execute(_BY_DEPTH)
        if connection.vendor == "sqlite":
            cursor.execute(_BELOW)
