"""From the setting LIENTHONG_TARGET to the store that it names."""

import os
from pathlib import Path

from build.deploy.folder import FolderStore
from build.deploy.store import Store
from build.errors import ConfigError, StoreError


def open_store(target: str) -> Store:
    """The store at ``folder:PATH`` or ``s3://BUCKET[/PREFIX]``, found able to take deployments.

    ConfigError if the target cannot be understood, StoreError if what it names is missing or unable.
    """
    if target.startswith("folder:") and target != "folder:":
        return _open_folder(Path(target.removeprefix("folder:")))
    bucket, _, prefix = target.removeprefix("s3://").partition("/")
    if target.startswith("s3://") and bucket:
        return _open_bucket(bucket, prefix)
    raise ConfigError(f"The target is {target!r}; use folder:PATH or s3://BUCKET.")


def _open_folder(root: Path) -> Store:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {root} for the sites cannot be made ({error.strerror}); make it, or name another."
        ) from error
    if not os.access(root, os.W_OK | os.X_OK):
        raise StoreError(
            f"The folder {root} for the sites cannot be written to; give leave, or name another."
        )
    return FolderStore(root)


def _open_bucket(bucket: str, prefix: str) -> Store:
    # boto3 takes a third of a second to import, which a build into a folder need not pay
    from build.deploy.probe import ensure_able
    from build.deploy.s3 import S3Store
    from build.deploy.s3_client import make_client

    store = S3Store(bucket, make_client(), prefix)
    ensure_able(store)
    return store
