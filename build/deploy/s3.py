"""Sites in one S3 bucket, each under the prefix ``<hostname>/``.

Every write is conditional, on the tag that the manifest recorded or on nothing being there. Where the
storage holds something else, either a deployment that broke off wrote it, and it is replaced, or
another deployment has begun, and this one stops.
"""

import base64
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final, NamedTuple

from botocore.exceptions import ClientError, IncompleteReadError, ResponseStreamingError

from build.deploy.manifest import MANIFEST_KEY, Artifact, Manifest, from_bytes, to_bytes
from build.deploy.s3_client import THREADS, TRIES, code_of, plain_errors, status_of
from build.deploy.s3_quick import Conflict, Quick, Unsure
from build.deploy.store import Stored, Write
from build.errors import Fenced, StoreError

DELETE_BATCH: Final = 1000
WRITE_BATCH: Final = 50
_CONFLICTS: Final = frozenset({404, 409, 412})


class _Headers(NamedTuple):
    """What an object is sent with; the server checks the bytes against the checksum."""

    media_type: str
    cache_control: str
    sha256: str = ""

    def for_quick(self) -> dict[str, str]:
        kept = {"Content-Type": self.media_type, "Cache-Control": self.cache_control}
        return kept | ({"sha256": self.sha256} if self.sha256 else {})

    def for_client(self) -> dict[str, Any]:
        kept = {"ContentType": self.media_type, "CacheControl": self.cache_control}
        if not self.sha256:
            return kept
        checksum = base64.b64encode(bytes.fromhex(self.sha256)).decode()
        return kept | {"ChecksumSHA256": checksum, "Metadata": {"sha256": self.sha256}}


class S3Store:
    """The sites in ``bucket`` below ``prefix``; the bucket belongs to the deployment alone."""

    lasting = True

    def __init__(self, bucket: str, client: Any, prefix: str = "") -> None:
        self.bucket = bucket
        self.client = client
        self.quick = Quick(bucket, client)
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    def read(self, site: str) -> Stored | None:
        """As ``Store.read``."""
        with plain_errors(self.client, self.bucket):
            found = self._get(self._path(site, MANIFEST_KEY))
        if found is None:
            return None
        payload, tag = found
        return Stored(from_bytes(payload, f"s3://{self.bucket}/{self._path(site, MANIFEST_KEY)}"), tag)

    def commit(self, site: str, manifest: Manifest, tag: str | None) -> str:
        """As ``Store.commit``. An answer that was lost is made good by reading what is there."""
        path, payload = self._path(site, MANIFEST_KEY), to_bytes(manifest)
        with plain_errors(self.client, self.bucket):
            for _ in range(TRIES):
                written = self._put_if(path, payload, tag, _Headers("application/json", "no-cache"))
                if written:
                    return written
                found = self._get(path)
                if found and found[0] == payload:
                    return found[1]
                if (found[1] if found else None) != tag:
                    break
        raise Fenced(f"Another deployment of {site} has begun meanwhile; this one has stopped.")

    def put(self, site: str, writes: Sequence[Write], fence: str) -> dict[str, str]:
        """As ``Store.put``, some at a time; the fence is looked at before every ``WRITE_BATCH``."""
        tags: dict[str, str] = {}
        with plain_errors(self.client, self.bucket):
            for start in range(0, len(writes), WRITE_BATCH):
                self._hold(site, fence)
                tags |= self._put_batch(site, writes[start : start + WRITE_BATCH], fence)
        return tags

    def present(self, site: str, artifacts: Collection[Artifact]) -> frozenset[str]:
        """As ``Store.present``: a bucket shows no object before it is whole."""
        with plain_errors(self.client, self.bucket):
            return frozenset(one.key for one in artifacts) & self._list(self._path(site, "")).keys()

    def verify(self, site: str, artifacts: Collection[Artifact], tags: Mapping[str, str]) -> frozenset[str]:
        """As ``Store.verify``: one listing for each 1,000 objects of the site, compared tag by tag."""
        with plain_errors(self.client, self.bucket):
            found = self._list(self._path(site, ""))
        return frozenset(
            artifact.key
            for artifact in artifacts
            if found.get(artifact.key) != tags.get(artifact.key, "unknown")
        )

    def delete(self, site: str, keys: Sequence[str], fence: str) -> None:
        """As ``Store.delete``; the answer for every single object is read."""
        with plain_errors(self.client, self.bucket):
            self._hold(site, fence)
            for start in range(0, len(keys), DELETE_BATCH):
                self._delete_batch([self._path(site, key) for key in keys[start : start + DELETE_BATCH]])

    def _path(self, site: str, key: str) -> str:
        return f"{self.prefix}{site}/{key}"

    def _get(self, path: str) -> tuple[bytes, str] | None:
        """The object's bytes and tag. boto3 repeats a request, but not a body that breaks off."""
        with suppress(Unsure):
            return self.quick.get(path)
        for _ in range(TRIES - 1):
            with suppress(ResponseStreamingError, IncompleteReadError):
                return self._get_once(path)
        return self._get_once(path)

    def _get_once(self, path: str) -> tuple[bytes, str] | None:
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=path)
        except ClientError as error:
            if code_of(error) == "NoSuchKey":
                return None
            raise
        return answer["Body"].read(), answer["ETag"]

    def _put_if(self, path: str, body: bytes, tag: str | None, headers: _Headers) -> str | None:
        """Writes ``body`` over what has ``tag`` (None: over nothing); the new tag, or None on a conflict."""
        with suppress(Unsure):
            try:
                return self.quick.put(path, body, tag, headers.for_quick())
            except Conflict:
                return None
        condition = {"IfMatch": tag} if tag else {"IfNoneMatch": "*"}
        try:
            answer = self.client.put_object(
                Bucket=self.bucket, Key=path, Body=body, **condition, **headers.for_client()
            )
        except ClientError as error:
            if status_of(error) in _CONFLICTS and code_of(error) != "NoSuchBucket":
                return None
            raise
        return str(answer["ETag"])

    def _put_batch(self, site: str, writes: Sequence[Write], fence: str) -> dict[str, str]:
        """Writes side by side; after a failure no further write is begun."""
        if len(writes) == 1:
            return dict([self._put(site, writes[0], fence)])
        with ThreadPoolExecutor(THREADS) as pool:
            try:
                futures = [pool.submit(self._put, site, write, fence) for write in writes]
                return dict(future.result() for future in futures)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _put(self, site: str, write: Write, fence: str) -> tuple[str, str]:
        """Writes one object whatever is there, as long as the fence holds; its key and tag."""
        artifact = write.artifact
        path, tag = self._path(site, artifact.key), write.tag
        body, headers = write.body(), _Headers(artifact.media_type, artifact.cache_control, artifact.sha256)
        if sha256(body).hexdigest() != artifact.sha256:
            raise StoreError(
                f"The staged {artifact.key} of {site} was damaged before it was sent; "
                "empty the staging folder, then build again."
            )
        for _ in range(TRIES):
            written = self._put_if(path, body, tag, headers)
            if written:
                return artifact.key, written
            found = self._head(path)
            if found and _is(found, artifact):
                return artifact.key, str(found["ETag"])
            self._hold(site, fence)
            tag = str(found["ETag"]) if found else None
        raise StoreError(
            f"s3://{self.bucket}/{path} changed {TRIES} times while it was written; "
            "see who else writes to this bucket, then deploy again."
        )

    def _head(self, path: str) -> Any:
        try:
            return self.client.head_object(Bucket=self.bucket, Key=path)
        except ClientError as error:
            if status_of(error) == 404:
                return None
            raise

    def _hold(self, site: str, fence: str) -> None:
        """Fenced unless the site's manifest is still the claim tagged ``fence``."""
        if self._tag(self._path(site, MANIFEST_KEY)) != fence:
            raise Fenced(f"Another deployment of {site} has begun meanwhile; this one has stopped.")

    def _tag(self, path: str) -> str | None:
        with suppress(Unsure):
            return self.quick.tag(path)
        found = self._head(path)
        return str(found["ETag"]) if found else None

    def _list(self, prefix: str) -> dict[str, str]:
        with suppress(Unsure):
            return self.quick.tags(prefix)
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return {
            item["Key"].removeprefix(prefix): item["ETag"]
            for page in pages
            for item in page.get("Contents", ())
        }

    def _delete_batch(self, paths: Sequence[str]) -> None:
        wanted = {"Objects": [{"Key": path} for path in paths], "Quiet": True}
        try:
            answer = self.client.delete_objects(Bucket=self.bucket, Delete=wanted)
            left = [item["Key"] for item in answer.get("Errors", ())]
        except ClientError as error:
            # servers that still ask for an MD5 sum, which no present client sends
            if code_of(error) not in {"MissingContentMD5", "InvalidRequest", "NotImplemented"}:
                raise
            left = list(paths)
        for path in left:
            self.client.delete_object(Bucket=self.bucket, Key=path)


def _is(found: Mapping[str, Any], artifact: Artifact) -> bool:
    """Whether the object with the headers ``found`` is ``artifact`` already."""
    return (
        found.get("Metadata", {}).get("sha256") == artifact.sha256
        and found.get("ContentType") == artifact.media_type
        and found.get("CacheControl") == artifact.cache_control
    )
