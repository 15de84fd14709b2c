"""Places to deploy to that can be read back, and a store in front of another that can stop or be stopped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from build.deploy.folder import FolderStore
from build.deploy.s3 import S3Store
from build.deploy.s3_client import make_client
from build.deploy.store import Store


@contextmanager
def own_bucket() -> Iterator[str]:
    """The name of a new empty bucket, removed with all that was left in it."""
    client = make_client()
    name = f"deploy-{uuid4().hex}"
    client.create_bucket(Bucket=name)
    yield name
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=name)
    keys = [item["Key"] for page in pages for item in page.get("Contents", ())]
    for start in range(0, len(keys), 1000):
        batch = [{"Key": key} for key in keys[start : start + 1000]]
        client.delete_objects(Bucket=name, Delete={"Objects": batch})
    client.delete_bucket(Bucket=name)
    client.close()


def watch(store: S3Store, event: str, tell: Callable[[str], None]) -> Callable[[], None]:
    """Tell ``tell`` the method of every request of ``store`` at a botocore ``event``; a call ends that.

    ``event`` is ``before-send.s3`` or ``response-received.s3``.
    """

    def heard(request: Any = None, **_: object) -> None:
        tell(request.method if request else "")

    unwatched = store.quick
    store.client.meta.events.register(event, heard)
    store.quick = WatchedQuick(unwatched, event, tell)

    def end() -> None:
        store.client.meta.events.unregister(event, heard)
        store.quick = unwatched

    return end


class WatchedQuick:
    """The quick calls of a store, which botocore does not hear of."""

    METHODS = {"get": "GET", "tags": "GET", "tag": "HEAD", "put": "PUT"}

    def __init__(self, inner: Any, event: str, tell: Callable[[str], None]) -> None:
        self.inner, self.tell = inner, tell
        self.before = event.startswith("before")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = self.METHODS[name]

        def call(*what: Any) -> Any:
            if self.before:
                self.tell(method)
            answer = getattr(self.inner, name)(*what)
            if not self.before:
                self.tell(method)
            return answer

        return call


class PowerCut(BaseException):
    """The machine stops here: nothing that the product does against errors may run."""


class WatchedStore:
    """``inner``, one object a call; ``before`` hears of every call and may do anything."""

    def __init__(self, inner: Store, before: Callable[[int, str], None] = lambda number, name: None) -> None:
        self.inner = inner
        self.lasting = inner.lasting
        self.before = before
        self.calls: list[str] = []

    def _count(self, name: str) -> None:
        self.calls.append(name)
        self.before(len(self.calls), name)

    def read(self, site):
        self._count("read")
        return self.inner.read(site)

    def commit(self, site, manifest, tag):
        self._count("commit")
        return self.inner.commit(site, manifest, tag)

    def put(self, site, writes, fence):
        tags = {}
        for write in writes:
            self._count("put")
            tags |= self.inner.put(site, [write], fence)
        return tags

    def present(self, site, artifacts):
        self._count("present")
        return self.inner.present(site, artifacts)

    def verify(self, site, artifacts, tags):
        self._count("verify")
        return self.inner.verify(site, artifacts, tags)

    def delete(self, site, keys, fence):
        for key in keys:
            self._count("delete")
            self.inner.delete(site, [key], fence)


class Place(Protocol):
    """A store with a second way in, past the code under test."""

    store: Store

    def read(self, site: str, key: str) -> bytes | None:
        """What a visitor gets, or None."""
        ...

    def everything(self, site: str) -> dict[str, Any]:
        """All objects of the site as they are served, by key."""
        ...


class FolderPlace:
    """A folder of sites."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = FolderStore(root)

    def read(self, site, key):
        path = self.root / site / key
        return path.read_bytes() if path.is_file() else None

    def everything(self, site):
        folder = self.root / site
        paths = [path for path in folder.rglob("*") if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


class BucketPlace:
    """The part of a bucket below ``prefix``."""

    def __init__(self, bucket: str, client: Any, prefix: str) -> None:
        self.store = S3Store(bucket, client, prefix)

    def read(self, site, key):
        store = self.store
        try:
            path = f"{store.prefix}{site}/{key}"
            return store.client.get_object(Bucket=store.bucket, Key=path)["Body"].read()
        except store.client.exceptions.NoSuchKey:
            return None

    def tags(self, site):
        """The tag of every object, the MD5 sum of its bytes, by key."""
        prefix = f"{self.store.prefix}{site}/"
        listing = self.store.client.list_objects_v2(Bucket=self.store.bucket, Prefix=prefix)
        assert not listing["IsTruncated"]
        return {item["Key"].removeprefix(prefix): item["ETag"] for item in listing.get("Contents", ())}

    def everything(self, site):
        found = {}
        for key in self.tags(site):
            path = f"{self.store.prefix}{site}/{key}"
            answer = self.store.client.get_object(Bucket=self.store.bucket, Key=path)
            found[key] = (answer["Body"].read(), answer["ContentType"], answer["CacheControl"])
        return found
