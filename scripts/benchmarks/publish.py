"""From the click on "publish" to the page on its sites and in search, beside a build by command."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import sql

from build.deploy.s3_client import make_client
from build.index.opening import open_engine
from scripts.benchmarks.measuring import Conditions, Finding, Measured, Unmeasurable, answer, python
from scripts.benchmarks.publishing import quantile

PEER: Final = "manage.py snapshot, python -m build"
PAGES: Final = {"own": 20, "all": 8}
SERVERS: Final = ("DATABASE_URL", "REDIS_URL", "S3_ENDPOINT_URL", "ELASTICSEARCH_URL")


def publish(conditions: Conditions) -> Measured:
    """A commune's page on its own site."""
    return _measure("publish", "own", conditions)


def fanout(conditions: Conditions) -> Measured:
    """A page of the province on every site."""
    return _measure("fanout", "all", conditions)


def _measure(name: str, kind: str, conditions: Conditions) -> Measured:
    measured = Measured(name, f"{PAGES[kind]} pages a round, one after another, the worker running")
    with _embedded(conditions) as environment:
        measured.findings += _rows(f"{name}/embedded", kind, conditions, environment)
    if all(os.environ.get(server) for server in SERVERS):
        with _servers(conditions) as environment:
            measured.findings += _rows(f"{name}/servers", kind, conditions, environment)
    else:
        measured.notes.append(f"Without real servers: set {', '.join(SERVERS)} to measure with them.")
    measured.notes.append(
        "Wall time, of whoever waits. servers: PostgreSQL, S3, Elasticsearch, a Celery worker woken by Redis."
    )
    return measured


def _rows(row: str, kind: str, conditions: Conditions, environment: dict[str, Any]) -> list[Finding]:
    some = ["--sites", conditions.sites] if conditions.sites else []
    python("manage", "demo", "--no-serve", *some, environment=environment)
    said = [
        answer(python("scripts.benchmarks.publishing", kind, PAGES[kind], environment=environment))
        for _ in range(conditions.rounds)
    ]
    peers = [one["commands"] * 1000 for one in said]
    return [
        Finding(
            f"{row}/{seen}/p{percent}",
            "ms",
            [quantile(one["taken"][seen], percent) for one in said],
            PEER,
            peers,
        )
        for seen in ("site", "search")
        for percent in (50, 95)
    ] + [
        Finding(f"{row}/200 to one site", unit, [one["burst"][unit] for one in said])
        for unit in ("builds", "seconds")
        if kind == "own"
    ]


@contextmanager
def _embedded(conditions: Conditions) -> Iterator[dict[str, Any]]:
    folder = conditions.folder / "embedded"
    yield _environment(conditions, folder)
    shutil.rmtree(folder, ignore_errors=True)


def _environment(conditions: Conditions, folder: Any, **settings: object) -> dict[str, Any]:
    folder.mkdir(parents=True)
    own = {
        "VAR": folder,
        "SNAPSHOT": folder / "snapshot",
        "STAGING": folder / "staging",
        "TARGET": f"folder:{folder / 'sites'}",
        "ENGINE": f"embedded:{folder / 'search.sqlite3'}",
        "JOBS": os.cpu_count() or 1,
    }
    environment: dict[str, Any] = conditions.environment(**own | settings)
    environment["DATABASE_URL"] = f"sqlite:///{folder / 'cms.sqlite3'}"
    return environment


@contextmanager
def _servers(conditions: Conditions) -> Iterator[dict[str, Any]]:
    """A database, a bucket and an index of our own on the servers that run, gone afterwards."""
    name = f"bench_{uuid.uuid4().hex}"
    folder, url = conditions.folder / "servers", os.environ["DATABASE_URL"]
    engine = f"elasticsearch:{os.environ['ELASTICSEARCH_URL'].rstrip('/')}/{name}"
    environment = _environment(conditions, folder, TARGET=f"s3://{name.replace('_', '-')}", ENGINE=engine)
    environment["DATABASE_URL"] = f"{url.rpartition('/')[0]}/{name}"
    environment["CELERY_BROKER_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/8"
    environment["LIENTHONG_QUEUE"] = name
    client = make_client()
    try:
        _database(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        client.create_bucket(Bucket=name.replace("_", "-"))
        yield environment
    finally:
        _database(url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        _empty(client, name.replace("_", "-"))
        held = open_engine(engine)
        held.drop()
        held.close()
        shutil.rmtree(folder, ignore_errors=True)


def _database(url: str, statement: sql.Composed) -> None:
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)
    except psycopg.Error as error:
        raise Unmeasurable(f"PostgreSQL refused ({error}); look at DATABASE_URL.") from error


def _empty(client: Any, bucket: str) -> None:
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        if keys := [{"Key": item["Key"]} for item in page.get("Contents", ())]:
            client.delete_objects(Bucket=bucket, Delete={"Objects": keys})
    client.delete_bucket(Bucket=bucket)
    client.close()
