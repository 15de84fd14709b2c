"""A bucket of its own for every test, and fresh places of both kinds."""

import os
from itertools import count

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
def fresh_folder(tmp_path):
    """A function that gives a new empty folder of sites at every call."""
    numbers = count()
    return lambda: FolderPlace(tmp_path / f"sites-{next(numbers)}")


@pytest.fixture
def fresh_prefix(bucket, client):
    """A function that gives a new empty part of a bucket at every call."""
    numbers = count()
    return lambda: BucketPlace(bucket, client, f"place-{next(numbers)}")


@pytest.fixture(params=["fresh_folder", pytest.param("fresh_prefix", marks=pytest.mark.s3)])
def fresh_place(request):
    """Either of the two."""
    return request.getfixturevalue(request.param)
