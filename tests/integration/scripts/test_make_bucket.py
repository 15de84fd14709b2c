"""`scripts/make_bucket` makes a bucket whose objects everybody can read and nobody else can write."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from uuid import uuid4

import pytest

from build.deploy.s3_client import make_client
from tests.conftest import ROOT

pytestmark = pytest.mark.s3


def make_bucket(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/make_bucket", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def client():
    made = make_client()
    yield made
    made.close()


def test_everybody_reads_and_a_second_run_changes_nothing(client):
    name = f"made-{uuid4().hex}"
    assert make_bucket(name).returncode == 0
    assert make_bucket(name).returncode == 0
    client.put_object(Bucket=name, Key="index.html", Body=b"Xin ch\xc3\xa0o")
    address = f"{os.environ['S3_ENDPOINT_URL']}/{name}/index.html"
    with urllib.request.urlopen(address) as answer:
        assert answer.read().decode() == "Xin chào"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(address, data=b"x", method="PUT"))
    refused.value.close()
    assert refused.value.code == 403
    client.delete_object(Bucket=name, Key="index.html")
    client.delete_bucket(Bucket=name)


def test_a_wrong_key_is_said_in_a_sentence():
    done = make_bucket("some-bucket", AWS_SECRET_ACCESS_KEY="wrong")
    assert done.returncode == 1
    assert "check AWS_ACCESS_KEY_ID" in done.stderr
    assert "Traceback" not in done.stderr
