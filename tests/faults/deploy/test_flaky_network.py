"""A network that breaks connections and swallows answers makes deployments slower, never wrong."""

import json
import os
import urllib.request
from uuid import uuid4

import pytest

from build.deploy.deployment import deploy
from build.deploy.plan import unsure_of
from build.deploy.s3_client import make_client
from build.errors import StoreError
from tests.conftest import figure
from tests.samples.releases import Content, files_of, manifest_of, staged
from tests.samples.stores import BucketPlace, watch

pytestmark = [pytest.mark.s3, pytest.mark.toxiproxy, pytest.mark.soak]

SITE = "ben-tam.localhost"
DEPLOYMENTS = figure(8, 100)
ATTEMPTS = 4
TOXICS = [
    # a connection ends after some answers, often within one
    {"type": "limit_data", "stream": "downstream", "toxicity": 1.0, "attributes": {"bytes": 20_011}},
    # a connection is reset at once
    {"type": "reset_peer", "stream": "upstream", "toxicity": 0.1, "attributes": {"timeout": 0}},
    # a connection swallows all that is sent
    {"type": "timeout", "stream": "upstream", "toxicity": 0.02, "attributes": {"timeout": 0}},
]


def ask(method, path, body=None):
    """What the proxy's own API answers."""
    request = urllib.request.Request(
        os.environ["TOXIPROXY_URL"] + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
    )
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
    return json.loads(text) if text else None


@pytest.fixture
def flaky_client():
    """A client to the S3 server through a bad network."""
    name = f"deploy-{uuid4().hex}"
    upstream = os.environ["S3_ENDPOINT_URL"].removeprefix("http://")
    proxy = ask("POST", "/proxies", {"name": name, "listen": "127.0.0.1:0", "upstream": upstream})
    for toxic in TOXICS:
        ask("POST", f"/proxies/{name}/toxics", toxic)
    client = make_client({"S3_ENDPOINT_URL": f"http://{proxy['listen']}"}, timeout=1)
    yield client
    client.close()
    ask("DELETE", f"/proxies/{name}")


def content(turn):
    return Content(
        texts={
            ("tin-tuc", f"bai-{number}"): f"Bài {number}, bản {turn * (number % 3)}" for number in range(12)
        },
        theme="đỏ" if turn % 2 else "xanh",
    )


def deploy_stubbornly(files, revision, store):
    """The same call again and again until it succeeds."""
    for attempt in range(ATTEMPTS):
        try:
            return deploy(SITE, staged(files), manifest_of(SITE, revision, files), store)
        except StoreError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError


def count_requests(store):
    """A list that grows by one at every request that the store sends."""
    sent = []
    watch(store, "before-send.s3", sent.append)
    return sent


def test_every_deployment_arrives_whole_with_half_as_many_calls_again_at_most(bucket, flaky_client):
    flaky = BucketPlace(bucket, flaky_client, "")
    calm = BucketPlace(bucket, make_client(), "calm")
    needed, sent = count_requests(calm.store), count_requests(flaky.store)
    for turn in range(DEPLOYMENTS):
        files = files_of(content(turn))
        deploy(SITE, staged(files), manifest_of(SITE, turn, files), calm.store)
        deploy_stubbornly(files, turn, flaky.store)
    direct = BucketPlace(bucket, make_client(), "")
    assert {key: direct.read(SITE, key) for key in files} == files
    assert unsure_of(direct.store.read(SITE).manifest) == ()
    assert len(needed) < len(sent) <= 1.5 * len(needed)
    calm.store.client.close()
    direct.store.client.close()
