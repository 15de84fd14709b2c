"""What only S3 can do to a deployment, seen on a real server."""

import io
import os
from collections import Counter
from datetime import UTC, datetime
from itertools import count

import msgspec
import pytest
from botocore.awsrequest import AWSResponse

from build.deploy.deployment import deploy
from build.deploy.manifest import nothing
from build.deploy.s3 import S3Store
from build.deploy.s3_client import make_client
from build.deploy.s3_quick import Quick
from build.errors import Fenced, StoreError
from tests.samples.releases import Content, files_of, manifest_of, missing, staged
from tests.samples.stores import BucketPlace, PowerCut, watch

pytestmark = pytest.mark.s3

SITE = "ben-tam.localhost"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BEFORE = Content(texts={("tin-tuc", name): f"Tin {name}" for name in "abcd"})
AFTER = Content(texts={**BEFORE.texts, ("tin-tuc", "a"): "Tin a, mới", ("thong-bao", "x"): "X"}, theme="đỏ")


@pytest.fixture
def release():
    """A function that stages a content and deploys it."""

    def deploy_it(content, revision, store):
        files = files_of(content)
        return deploy(SITE, staged(files), manifest_of(SITE, revision, files), store, now=NOON)

    return deploy_it


@pytest.fixture
def store(bucket, client):
    """The whole bucket as a store."""
    return S3Store(bucket, client)


@pytest.fixture
def requests(store):
    """The HTTP requests that the store makes, as they go out."""
    seen = []
    watch(store, "before-send.s3", seen.append)
    return seen


def test_objects_carry_their_type_and_how_long_they_keep(store, client, bucket, release):
    release(BEFORE, 1, store)
    page = client.head_object(Bucket=bucket, Key=f"{SITE}/index.html")
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert page["CacheControl"] == "public, max-age=0, s-maxage=60"
    css = next(key for key in files_of(BEFORE) if key.endswith(".css"))
    assert "immutable" in client.head_object(Bucket=bucket, Key=f"{SITE}/{css}")["CacheControl"]


def test_the_same_release_again_is_one_get(store, release, requests):
    release(BEFORE, 1, store)
    requests.clear()
    release(BEFORE, 1, store)
    assert requests == ["GET"]


def test_one_changed_page_is_three_puts(store, release, requests):
    release(BEFORE, 1, store)
    requests.clear()
    release(Content(texts={**BEFORE.texts, ("tin-tuc", "a"): "Tin a, mới"}), 2, store)
    assert Counter(requests) == {"GET": 1, "HEAD": 1, "PUT": 3}


@pytest.mark.parametrize(
    "event", ["before-send.s3", "response-received.s3"], ids=["call not made", "answer lost"]
)
def test_a_crash_at_any_request_is_made_good(fresh_prefix, release, event):
    clean = fresh_prefix()
    release(BEFORE, 1, clean.store)
    release(AFTER, 2, clean.store)
    for crash in count(1):
        place = fresh_prefix()
        release(BEFORE, 1, place.store)
        calls = count(1)

        def cut(_method, calls=calls, at=crash):
            if next(calls) == at:
                raise PowerCut

        end = watch(place.store, event, cut)
        try:
            release(AFTER, 2, place.store)
        except PowerCut:
            end()
            assert missing(lambda key, place=place: place.read(SITE, key)) == set()
            release(AFTER, 2, place.store)
            assert place.tags(SITE) == clean.tags(SITE)
        else:
            end()
            break
    assert crash > 12


def test_a_commit_whose_answer_was_lost_is_known_again(store, client):
    tag = store.commit(SITE, nothing(SITE), None)
    assert store.commit(SITE, nothing(SITE), None) == tag
    with pytest.raises(Fenced):
        store.commit(SITE, msgspec.structs.replace(nothing(SITE), revision=1), None)
    with pytest.raises(Fenced):
        store.commit(SITE, msgspec.structs.replace(nothing(SITE), revision=1), '"stale"')


def test_an_object_that_is_there_already_is_not_sent_again(store, client, release, requests):
    release(BEFORE, 1, store)
    client.delete_object(Bucket=store.bucket, Key=f"{SITE}/_d/manifest.json")
    requests.clear()
    assert release(BEFORE, 1, store).written == len(files_of(BEFORE))
    objects = len(files_of(BEFORE))
    assert requests.count("PUT") == objects + 2
    assert requests.count("HEAD") >= objects


def test_what_the_quick_way_cannot_do_goes_the_slow_way(store, release, requests):
    broken = make_client({**os.environ, "S3_ENDPOINT_URL": "http://127.0.0.1:9"}, tries=1, timeout=1)
    store.quick = Quick(store.bucket, broken)
    assert release(BEFORE, 1, store).written == len(files_of(BEFORE))
    assert requests.count("PUT") == len(files_of(BEFORE)) + 2
    assert requests.count("HEAD") > 0
    assert store.read(SITE).manifest.revision == 1
    broken.close()


def test_both_ways_see_the_same(store, client, release):
    release(BEFORE, 1, store)
    path = f"{SITE}/404.html"
    answer = client.get_object(Bucket=store.bucket, Key=path)
    assert store.quick.get(path) == (answer["Body"].read(), answer["ETag"])
    assert store.quick.tag(path) == answer["ETag"]
    assert store.quick.tags(f"{SITE}/") == BucketPlace(store.bucket, client, "").tags(SITE)


def test_both_ways_write_the_same(store, client, bucket):
    files = files_of(BEFORE)
    for site in (SITE, "slow.localhost"):
        deploy(site, staged(files), manifest_of(site, 1, files), store)
        store.quick = Quick(
            bucket, make_client({**os.environ, "S3_ENDPOINT_URL": "http://127.0.0.1:9"}, timeout=1)
        )
    for key in files:
        quick, slow = (
            client.head_object(Bucket=bucket, Key=f"{site}/{key}") for site in (SITE, "slow.localhost")
        )
        names = ("ETag", "ContentType", "CacheControl", "Metadata", "ContentLength")
        assert {name: quick[name] for name in names} == {name: slow[name] for name in names}


def test_a_staged_file_that_was_damaged_is_not_sent(store, client):
    files = files_of(BEFORE)
    damaged = staged(files | {"404.html": bytes(len(files["404.html"]))})
    with pytest.raises(StoreError, match=r"The staged 404\.html of ben-tam\.localhost was damaged"):
        deploy(SITE, damaged, manifest_of(SITE, 1, files), store)
    assert BucketPlace(store.bucket, client, "").read(SITE, "404.html") is None


def test_more_objects_than_one_listing_holds(store):
    files = files_of(BEFORE) | {f"_a/{number}.pdf": str(number).encode() for number in range(1010)}
    assert deploy(SITE, staged(files), manifest_of(SITE, 1, files), store).written == len(files)
    fewer = manifest_of(SITE, 2, files_of(BEFORE))
    assert deploy(SITE, staged(files), fewer, store, allow_shrink=True).deleted == 1010
    assert store.present(SITE, manifest_of(SITE, 1, files).artifacts) == files_of(BEFORE).keys()


def test_an_object_that_a_bulk_delete_left_is_deleted_by_itself(store, client, release):
    release(BEFORE, 1, store)

    def spare_the_first(model, params, **_):
        spared.append(params["Delete"]["Objects"].pop(0)["Key"])

    def admit_it(parsed, **_):
        parsed["Errors"] = [{"Key": spared[-1], "Code": "InternalError", "Message": "spared"}]

    spared = []
    client.meta.events.register("before-parameter-build.s3.DeleteObjects", spare_the_first)
    client.meta.events.register("after-call.s3.DeleteObjects", admit_it)
    manifest = store.read(SITE)
    gone = [one for one in manifest.manifest.artifacts if one.key.startswith("tin-tuc/")][:2]
    keys = [one.key for one in gone]
    store.delete(SITE, keys, manifest.tag)
    assert spared == [f"{SITE}/{keys[0]}"]
    assert store.present(SITE, gone) == frozenset()


def test_a_server_that_asks_for_md5_sums_gets_single_deletes(store, client, release):
    release(BEFORE, 1, store)

    def refuse(request, **_):
        body = b"<Error><Code>MissingContentMD5</Code><Message>no MD5</Message></Error>"
        return AWSResponse(request.url, 400, {}, RawBody(body)) if request.method == "POST" else None

    client.meta.events.register("before-send.s3", refuse)
    before = store.read(SITE)
    store.delete(SITE, ["404.html"], before.tag)
    there = store.present(SITE, before.manifest.artifacts)
    assert there == {one.key for one in before.manifest.artifacts} - {"404.html"}


class RawBody(io.BytesIO):
    """An answer's body as urllib3 hands it over."""

    def stream(self, **_):
        """All of it in one piece."""
        yield self.getvalue()


def test_a_missing_bucket_is_named(client, release):
    with pytest.raises(StoreError, match=r"bucket not-there does not exist at .*; create it"):
        release(BEFORE, 1, S3Store("not-there", client))


def test_refused_keys_are_said_to_be_refused(bucket, client, release, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    with pytest.raises(StoreError, match=r"refused GetObject .* check AWS_ACCESS_KEY_ID"):
        release(BEFORE, 1, S3Store(bucket, make_client(tries=1)))


def test_a_server_that_is_not_there_is_named(release):
    nobody = make_client({"S3_ENDPOINT_URL": "http://127.0.0.1:9"}, tries=1, timeout=1)
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9 cannot be reached .* check S3_ENDPOINT_URL"):
        release(BEFORE, 1, S3Store("any", nobody))
