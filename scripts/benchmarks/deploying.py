"""Measured by ``deploy``: deploy the first N sites, which lie rendered, in one fresh process."""

import json
import sys

from build.config import load
from build.deploy.deployment import deploy
from build.deploy.stores import open_store
from build.render.pelican_shell import staged_site
from build.render.state import SiteState, load_state
from build.site_worker import manifest_of
from build.snapshot.store import SiteEntry, SnapshotReader


def main() -> None:
    """Print how many objects were written."""
    config = load()
    reader = SnapshotReader(config.snapshot)
    entries = reader.sites()[: int(sys.argv[1])]
    written = 0
    store = open_store(config.target)
    for entry in entries:
        state = _rendered(entry)
        site = staged_site(state, reader, config)
        written += deploy(entry.hostname, site.read, manifest_of(entry, state), store).written
    print(json.dumps({"objects": written}))


def _rendered(entry: SiteEntry) -> SiteState:
    state = load_state(load().staging, entry.hostname)
    if state is None:
        sys.exit(f"{entry.hostname} was not rendered.")
    return state


if __name__ == "__main__":
    main()
