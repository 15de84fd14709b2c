"""Whether a bucket can do what a safe deployment stands on: compatible with S3 is not S3."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

import msgspec
from botocore.exceptions import ClientError

from build.deploy.s3 import S3Store
from build.deploy.s3_client import code_of, plain_errors, status_of
from build.errors import StoreError

RESULT: Final = "_probe/result.json"
"""Where the result lies, below the store's prefix; no hostname begins with an underscore."""

OVERWRITES: Final = 20


class Abilities(msgspec.Struct, frozen=True, kw_only=True):
    """What the probe saw: one key is created once, a stale tag is refused, reads are never stale."""

    endpoint: str
    probed_at: datetime
    creates_once: bool
    refuses_stale_tags: bool
    reads_are_fresh: bool


def ensure_able(store: S3Store) -> Abilities:
    """What the bucket can do, from the recorded probe or a new one; StoreError if it is not enough."""
    with plain_errors(store.client, store.bucket):
        abilities = _recorded(store) or _probe_and_record(store)
    lacks = _lacks(abilities)
    if lacks:
        raise StoreError(
            f"The object storage at {abilities.endpoint} (bucket {store.bucket}) {' and '.join(lacks)}, "
            "so that two deployments could spoil each other; "
            "use a storage with conditional writes, or folder:PATH."
        )
    return abilities


def probe(store: S3Store) -> Abilities:
    """Writes, overwrites and reads one object of its own, and removes it."""
    path = f"{store.prefix}_probe/{uuid4().hex}"
    try:
        return Abilities(
            endpoint=store.client.meta.endpoint_url,
            probed_at=datetime.now(UTC),
            creates_once=not _refused(store, path, {"IfNoneMatch": "*"})
            and _refused(store, path, {"IfNoneMatch": "*"}),
            refuses_stale_tags=_refused(store, path, {"IfMatch": '"00000000000000000000000000000000"'}),
            reads_are_fresh=all(_reads_back(store, path, str(turn).encode()) for turn in range(OVERWRITES)),
        )
    finally:
        store.client.delete_object(Bucket=store.bucket, Key=path)


def _recorded(store: S3Store) -> Abilities | None:
    """The result of an earlier probe of the same endpoint, if one lies there and was good."""
    try:
        payload = store.client.get_object(Bucket=store.bucket, Key=store.prefix + RESULT)["Body"].read()
        abilities = msgspec.json.decode(payload, type=Abilities)
    except ClientError as error:
        if code_of(error) == "NoSuchKey":
            return None
        raise
    except msgspec.DecodeError:
        return None
    known = abilities.endpoint == store.client.meta.endpoint_url and not _lacks(abilities)
    return abilities if known else None


def _probe_and_record(store: S3Store) -> Abilities:
    abilities = probe(store)
    store.client.put_object(
        Bucket=store.bucket,
        Key=store.prefix + RESULT,
        Body=msgspec.json.encode(abilities),
        ContentType="application/json",
    )
    return abilities


def _lacks(abilities: Abilities) -> list[str]:
    return [
        complaint
        for able, complaint in (
            (abilities.creates_once, "does not keep a key that exists (If-None-Match)"),
            (abilities.refuses_stale_tags, "overwrites an object that has changed (If-Match)"),
            (abilities.reads_are_fresh, "reads back what was overwritten before"),
        )
        if not able
    ]


def _refused(store: S3Store, path: str, condition: dict[str, Any]) -> bool:
    try:
        store.client.put_object(Bucket=store.bucket, Key=path, Body=b"probe", **condition)
    except ClientError as error:
        # 501: the server says itself that it does not know the condition
        if status_of(error) == 412:
            return True
        if status_of(error) == 501:
            return False
        raise
    return False


def _reads_back(store: S3Store, path: str, body: bytes) -> bool:
    store.client.put_object(Bucket=store.bucket, Key=path, Body=body)
    return bool(store.client.get_object(Bucket=store.bucket, Key=path)["Body"].read() == body)
