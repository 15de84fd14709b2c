"""A bucket of its own for every test, and fresh places of both kinds."""

import os
from itertools import count
from uuid import uuid4

import pytest

from build.deploy.s3_client import make_client
from tests.samples.stores import BucketPlace, FolderPlace


@pytest.fixture
def client():
    """A client that gives up soon."""
    made = make_client(os.environ, tries=3, timeout=10)
    yield made
    made.close()


@pytest.fixture
def bucket():
    """An empty bucket, removed with all that the test left in it."""
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


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def fresh_place(request, tmp_path):
    """A function that gives a new empty place at every call."""
    numbers = count()
    if request.param == "folder":
        return lambda: FolderPlace(tmp_path / f"sites-{next(numbers)}")
    bucket, client = request.getfixturevalue("bucket"), request.getfixturevalue("client")
    return lambda: BucketPlace(bucket, client, f"place-{next(numbers)}")
