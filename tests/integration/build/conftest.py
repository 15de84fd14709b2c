"""A bucket of its own for every test that deploys to S3."""

import pytest

from tests.samples.stores import own_bucket


@pytest.fixture
def bucket():
    """An empty bucket, removed with all that the test left in it."""
    with own_bucket() as name:
        yield name
