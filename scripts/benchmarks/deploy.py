"""CPU for each object of a first deployment: to a folder beside `cp -r`, to S3 beside s5cmd and boto3 alone.

Whole processes count on every side, their start and the reading of files included. A deployment reads the
manifest, checks the release, orders and fences its writes, verifies them and commits; the peers only copy.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from build.deploy.s3_client import make_client
from build.snapshot.store import SnapshotReader
from scripts.benchmarks import peers
from scripts.benchmarks.measuring import (
    Conditions,
    Finding,
    Measured,
    Usage,
    answer,
    memory,
    python,
    rounds,
    run,
)

S3_SITES: Final = 6
UNIT: Final = "CPU-ms/object"


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
    return [
        Finding("deploy/folder/cpu", UNIT, _each(own, objects), "cp -r", _each(theirs, objects)),
        Finding("deploy/folder/memory", "MiB", memory(own), "cp -r", memory(theirs)),
    ]


def _s3(conditions: Conditions, sites: int) -> list[Finding]:
    folder = conditions.folder / "few"
    environment = conditions.environment(TARGET=f"folder:{folder}")
    python("scripts.benchmarks.deploying", sites, environment=environment)

    program = peers.s5cmd()

    def ours() -> Usage:
        with _bucket() as bucket:
            environment = conditions.environment(TARGET=f"s3://{bucket}")
            return python("scripts.benchmarks.deploying", sites, environment=environment)

    def s5cmd() -> Usage:
        with _bucket() as bucket:
            return run([program, "--log", "error", "cp", f"{folder}/", f"s3://{bucket}/"])

    def boto3() -> Usage:
        with _bucket() as bucket:
            return python("scripts.benchmarks.uploading", folder, bucket, environment=environment)

    own, fast, plain = rounds(conditions.rounds, ours, s5cmd, boto3)
    objects = answer(own[0])["objects"]
    findings = []
    for peer, theirs in {peers.S5CMD: fast, "boto3 put_object in a loop": plain}.items():
        each = [[objects / usage.wall for usage in side] for side in (own, theirs)]
        findings += [
            Finding("deploy/s3/cpu", UNIT, _each(own, objects), peer, _each(theirs, objects)),
            Finding("deploy/s3/objects", "objects/s", each[0], peer, each[1]),
            Finding("deploy/s3/memory", "MiB", memory(own), peer, memory(theirs)),
        ]
    return findings


def _each(runs: list[Usage], objects: int) -> list[float]:
    """CPU milliseconds an object."""
    return [usage.cpu * 1000 / objects for usage in runs]


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
