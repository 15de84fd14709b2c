"""CPU for each object of a first deployment: into a folder beside `cp -r`, to S3 beside boto3 alone.

A deployment reads the manifest, checks the release, orders and fences its writes, verifies them and
commits; the peers only copy.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from build.deploy.s3_client import make_client
from build.snapshot.store import SnapshotReader
from scripts.benchmarks.measuring import (
    Conditions,
    Finding,
    Measured,
    Usage,
    answer,
    middle,
    python,
    rounds,
    run,
)

S3_SITES: Final = 6


def measure(conditions: Conditions) -> Measured:
    """Render once, then deploy into empty folders and, where there is a server, empty buckets."""
    sites = len(SnapshotReader(conditions.snapshot).sites()[: conditions.sites])
    rendered = answer(python("scripts.benchmarks.building", sites, environment=conditions.environment()))
    measured = Measured("deploy", f"{sites} sites, {rendered['written']:,} objects")
    measured.findings += _folder(conditions, sites)
    if os.environ.get("S3_ENDPOINT_URL"):
        few = min(sites, S3_SITES)
        measured.findings += _s3(conditions, few)
        measured.notes.append(f"S3: the first {few} sites; only the client's CPU counts, not the server's.")
    else:
        measured.notes.append("S3 was left out: S3_ENDPOINT_URL names no server.")
    return measured


def _folder(conditions: Conditions, sites: int) -> list[Finding]:
    target, copy = conditions.folder / "deployed", conditions.folder / "copied"

    def ours() -> Usage:
        shutil.rmtree(target, ignore_errors=True)
        environment = conditions.environment(TARGET=f"folder:{target}")
        return python("scripts.benchmarks.deploying", sites, environment=environment)

    def peer() -> Usage:
        shutil.rmtree(copy, ignore_errors=True)
        return run(["cp", "-r", conditions.folder / "sites", copy])

    own, theirs = rounds(conditions.rounds, ours, peer)
    objects = answer(own[0])["objects"]
    spent = [answer(usage)["cpu"] / objects for usage in own]
    copied = [usage.cpu / objects for usage in theirs]
    return [
        _compared("folder: CPU-ms an object", spent, "cp -r", copied),
        Finding("folder: most memory of one process", f"{max(usage.memory for usage in own):.0f} MiB"),
    ]


def _s3(conditions: Conditions, sites: int) -> list[Finding]:
    folder = conditions.folder / "few"
    environment = conditions.environment(TARGET=f"folder:{folder}")
    python("scripts.benchmarks.deploying", sites, environment=environment)

    def ours() -> Any:
        with _bucket() as bucket:
            environment = conditions.environment(TARGET=f"s3://{bucket}")
            return answer(python("scripts.benchmarks.deploying", sites, environment=environment))

    def peer() -> Any:
        with _bucket() as bucket:
            return answer(python("scripts.benchmarks.uploading", folder, bucket, environment=environment))

    own, theirs = rounds(conditions.rounds, ours, peer)
    spent = [one["cpu"] / one["objects"] for one in own]
    put = [one["cpu"] / one["objects"] for one in theirs]
    pace, peers = (middle([one["objects"] / one["wall"] for one in runs]) for runs in (own, theirs))
    return [
        _compared("S3: CPU-ms an object", spent, "boto3 put_object in a loop", put),
        Finding("S3: objects a second", f"{pace:,.0f}", "boto3 put_object in a loop", f"{peers:,.0f}"),
    ]


def _compared(what: str, own: list[float], peer: str, theirs: list[float]) -> Finding:
    ratios = [there / here for here, there in zip(own, theirs, strict=True)]
    return Finding(what, f"{middle(own) * 1000:.3f}", peer, f"{middle(theirs) * 1000:.3f}", ratios)


@contextmanager
def _bucket() -> Iterator[str]:
    """An empty bucket of its own, removed afterwards with all that is in it."""
    client, name = make_client(), f"bench-{uuid.uuid4().hex}"
    client.create_bucket(Bucket=name)
    try:
        yield name
    finally:
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=name):
            keys = [{"Key": item["Key"]} for item in page.get("Contents", [])]
            if keys:
                client.delete_objects(Bucket=name, Delete={"Objects": keys})
        client.delete_bucket(Bucket=name)
