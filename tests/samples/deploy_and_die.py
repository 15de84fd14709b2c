"""Deploys staged files, given as JSON, and is killed at the store call whose number is given."""

import os
import signal
import sys
from pathlib import Path

import msgspec

from build.deploy.deployment import deploy
from build.deploy.stores import open_store
from tests.samples.releases import manifest_of, staged
from tests.samples.stores import WatchedStore


def main(target: str, site: str, staging: Path, revision: int, fatal_call: int) -> None:
    """Ends by itself only where the deployment makes fewer calls."""

    def die(number: int, name: str) -> None:
        if number == fatal_call:
            os.kill(os.getpid(), signal.SIGKILL)

    files = msgspec.json.decode(staging.read_bytes(), type=dict[str, bytes])
    deploy(site, staged(files), manifest_of(site, revision, files), WatchedStore(open_store(target), die))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
