"""A storage that cannot do what deployments stand on is found out at the start, and refused."""

import io

import pytest
from botocore.awsrequest import AWSResponse

from build.deploy.probe import ensure_able, probe
from build.deploy.s3 import S3Store
from build.errors import StoreError

pytestmark = pytest.mark.s3


@pytest.fixture
def store(bucket, client):
    """The whole bucket as a store."""
    return S3Store(bucket, client)


def test_the_server_can_do_all_and_the_probe_leaves_nothing(store):
    abilities = probe(store)
    assert (abilities.creates_once, abilities.refuses_stale_tags, abilities.reads_are_fresh) == (
        True,
        True,
        True,
    )
    assert store.client.list_objects_v2(Bucket=store.bucket).get("Contents", []) == []


def test_the_result_is_kept_so_that_later_starts_only_read(store):
    first = ensure_able(store)
    methods = []
    store.client.meta.events.register("before-send.s3", lambda request, **_: methods.append(request.method))
    assert ensure_able(store) == first
    assert methods == ["GET"]


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("If-None-Match", "does not keep a key that exists"),
        ("If-Match", "overwrites an object that has changed"),
    ],
)
def test_a_server_that_ignores_a_condition_is_refused_every_time(store, header, complaint):
    def ignore(params, **_):
        params["headers"].pop(header, None)

    store.client.meta.events.register("before-call.s3.PutObject", ignore)
    for _ in range(2):
        with pytest.raises(StoreError, match=complaint):
            ensure_able(store)
    store.client.meta.events.unregister("before-call.s3.PutObject", ignore)
    assert ensure_able(store).creates_once


def test_a_server_that_does_not_know_conditions_is_refused(store):
    def refuse(request, **_):
        if "If-None-Match" in request.headers or "If-Match" in request.headers:
            body = b"<Error><Code>NotImplemented</Code><Message>unknown header</Message></Error>"
            return AWSResponse(request.url, 501, {}, RawBody(body))
        return None

    store.client.meta.events.register("before-send.s3", refuse)
    with pytest.raises(StoreError, match="use a storage with conditional writes, or folder:PATH"):
        ensure_able(store)


class RawBody(io.BytesIO):
    """An answer's body as urllib3 hands it over."""

    def stream(self, **_):
        """All of it in one piece."""
        yield self.getvalue()


def test_a_damaged_result_is_probed_again(store):
    ensure_able(store)
    store.client.put_object(Bucket=store.bucket, Key="_probe/result.json", Body=b"{")
    assert ensure_able(store).reads_are_fresh
