"""Deploys a staged folder and is killed at the store call whose number is given, as a machine may be."""

import os
import signal
import sys
from pathlib import Path

from build.deploy.deployment import deploy
from build.deploy.stores import open_store
from tests.samples.releases import manifest_of
from tests.samples.stores import WatchedStore


def main(target: str, site: str, staging: Path, revision: int, fatal_call: int) -> None:
    """Ends by itself only where the deployment makes fewer calls."""

    def die(number: int, name: str) -> None:
        if number == fatal_call:
            os.kill(os.getpid(), signal.SIGKILL)

    paths = [path for path in staging.rglob("*") if path.is_file()]
    files = {path.relative_to(staging).as_posix(): path.read_bytes() for path in paths}
    deploy(site, staging, manifest_of(site, revision, files), WatchedStore(open_store(target), die))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
