"""From the click on "publish" to the page on its sites and in search, beside a build by command."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from build.deploy.s3_client import make_client
from build.index.opening import open_engine
from scripts.benchmarks.database import new_database
from scripts.benchmarks.measuring import Conditions, Finding, Measured, answer, python
from scripts.benchmarks.publishing import quantile

PEER: Final = "manage.py snapshot, python -m build"
PAGES: Final = {"own": 20, "all": 8}
ONE_BY_ONE: Final = "pages a round, one after another, the worker running"
Rows = Callable[[str, Conditions, dict[str, Any]], list[Finding]]
SERVERS: Final = ("DATABASE_URL", "REDIS_URL", "S3_ENDPOINT_URL", "ELASTICSEARCH_URL")


def publish(conditions: Conditions) -> Measured:
    """A commune's page on its own site."""
    return _measure("publish", f"{PAGES['own']} {ONE_BY_ONE}", _pages("own"), conditions)


def fanout(conditions: Conditions) -> Measured:
    """A page of the province on every site."""
    return _measure("fanout", f"{PAGES['all']} {ONE_BY_ONE}", _pages("all"), conditions)


def urgent(conditions: Conditions) -> Measured:
    """An urgent notice of the province: in every site's fragment, on every home page, on every page."""
    return _measure("urgent", "one notice a round, the worker running", _urgent, conditions)


def _measure(name: str, what: str, rows: Rows, conditions: Conditions) -> Measured:
    measured = Measured(name, what)
    with _embedded(conditions) as environment:
        _demo(conditions, environment)
        measured.findings += rows(f"{name}/embedded", conditions, environment)
    if all(os.environ.get(server) for server in SERVERS):
        with _servers(conditions) as environment:
            _demo(conditions, environment)
            measured.findings += rows(f"{name}/servers", conditions, environment)
    else:
        measured.notes.append(f"Without real servers: set {', '.join(SERVERS)} to measure with them.")
    measured.notes.append(
        "Wall time, of whoever waits. servers: PostgreSQL, S3, Elasticsearch, a Celery worker woken by Redis."
    )
    return measured


def _demo(conditions: Conditions, environment: dict[str, Any]) -> None:
    some = ["--sites", conditions.sites] if conditions.sites else []
    python("manage", "demo", "--no-serve", *some, environment=environment)


def _pages(kind: str) -> Rows:
    def rows(row: str, conditions: Conditions, environment: dict[str, Any]) -> list[Finding]:
        said = [
            answer(python("scripts.benchmarks.publishing", kind, PAGES[kind], environment=environment))
            for _ in range(conditions.rounds)
        ]
        peers = [one["commands"] * 1000 for one in said]
        asked = _asked(row, conditions, environment) if kind == "own" else []
        return (
            asked
            + [
                Finding(
                    f"{row}/{seen}/p{percent}",
                    "ms",
                    [quantile(one["taken"][seen], percent) for one in said],
                    PEER,
                    peers,
                )
                for seen in ("site", "search")
                for percent in (50, 95)
            ]
            + [
                Finding(f"{row}/200 to one site", unit, [one["burst"][unit] for one in said])
                for unit in ("builds", "seconds")
                if kind == "own"
            ]
        )

    return rows


def _asked(row: str, conditions: Conditions, environment: dict[str, Any]) -> list[Finding]:
    """What the search API takes, by scope."""
    unbounded = {**environment, "LIENTHONG_SEARCH_RATE": "1000000/s"}
    said = [
        answer(python("scripts.benchmarks.asking_api", environment=unbounded))["taken"]
        for _ in range(conditions.rounds)
    ]
    return [
        Finding(
            f"{row}/search API, {scope}/p{percent}", "ms", [quantile(one[scope], percent) for one in said]
        )
        for scope in said[0]
        for percent in (50, 95, 99)
    ]


def _urgent(row: str, conditions: Conditions, environment: dict[str, Any]) -> list[Finding]:
    said = [
        answer(python("scripts.benchmarks.publishing_urgent", environment=environment))["taken"]
        for _ in range(conditions.rounds)
    ]
    return [Finding(f"{row}/{place}", "ms", [one[place] for one in said]) for place in said[0]]


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
    """A database, a bucket, an index and a queue of our own on the servers that run, gone afterwards."""
    name = f"bench_{uuid.uuid4().hex}"
    bucket = name.replace("_", "-")
    folder = conditions.folder / "servers"
    engine = f"elasticsearch:{os.environ['ELASTICSEARCH_URL'].rstrip('/')}/{name}"
    environment = _environment(conditions, folder, TARGET=f"s3://{bucket}", ENGINE=engine)
    environment["CELERY_BROKER_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/8"
    environment["LIENTHONG_QUEUE"] = name
    client = make_client()
    with new_database(os.environ["DATABASE_URL"]) as environment["DATABASE_URL"]:
        client.create_bucket(Bucket=bucket)
        try:
            yield environment
        finally:
            _empty(client, bucket)
            held = open_engine(engine)
            held.drop()
            held.close()
            shutil.rmtree(folder, ignore_errors=True)


def _empty(client: Any, bucket: str) -> None:
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        if keys := [{"Key": item["Key"]} for item in page.get("Contents", ())]:
            client.delete_objects(Bucket=bucket, Delete={"Objects": keys})
    client.delete_bucket(Bucket=bucket)
    client.close()
