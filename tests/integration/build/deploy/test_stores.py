"""A target that cannot take deployments is refused when it is opened, with what to do."""

import pytest

from build.deploy.folder import FolderStore
from build.deploy.s3 import S3Store
from build.deploy.stores import open_store
from build.errors import ConfigError, StoreError


def test_a_folder_is_made_where_it_is_missing(tmp_path):
    store = open_store(f"folder:{tmp_path / 'new' / 'sites'}")
    assert isinstance(store, FolderStore)
    assert (tmp_path / "new" / "sites").is_dir()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file/sites for the sites cannot be made"):
        open_store(f"folder:{tmp_path / 'file' / 'sites'}")


@pytest.mark.parametrize("target", ["", "folder:", "s3://", "ftp://a", "sites"])
def test_a_target_of_no_known_kind_is_refused(target):
    with pytest.raises(ConfigError, match="use folder:PATH or s3://BUCKET"):
        open_store(target)


@pytest.mark.s3
def test_a_bucket_with_a_prefix(bucket):
    store = open_store(f"s3://{bucket}/hai-duong/")
    assert isinstance(store, S3Store)
    assert (store.bucket, store.prefix) == (bucket, "hai-duong/")
    store.client.close()


@pytest.mark.s3
def test_a_missing_bucket_is_refused_at_once():
    with pytest.raises(StoreError, match="bucket not-there does not exist"):
        open_store("s3://not-there")
