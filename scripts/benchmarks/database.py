"""A database of a benchmark's own on the PostgreSQL that runs, gone afterwards."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from scripts.benchmarks.measuring import Unmeasurable


@contextmanager
def new_database(url: str) -> Iterator[str]:
    """The address of an empty database on the server of ``url``; Unmeasurable where it cannot be made."""
    name = f"bench_{uuid.uuid4().hex}"
    try:
        _execute(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield f"{url.rpartition('/')[0]}/{name}"
    finally:
        _execute(url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _execute(url: str, statement: sql.Composed) -> None:
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)
    except psycopg.Error as error:
        raise Unmeasurable(f"PostgreSQL refused ({error}); look at DATABASE_URL.") from error
