"""How long a transaction may stand still: PostgreSQL ends one that does, so that its locks are others'.

The limit is LEASE in the settings, for every connection. Work that asks nothing of the database for long
says so here, and must not hold meanwhile what others wait for.
"""

from django.db import connection


def allow_standstill() -> None:
    """The transaction at hand may stand still from now on."""
    _limit("0")


def limit_standstill() -> None:
    """The transaction at hand may stand still no longer than others, from now on."""
    _limit("DEFAULT")


def _limit(value: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = {value}")
