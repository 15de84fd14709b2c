"""Measured by ``render``: render and deploy the first N sites in one fresh process, search left out."""

import json
import sys

from build.config import load
from build.site_worker import SiteWorker
from build.snapshot.store import SnapshotReader


def main() -> None:
    """Print the pages built, the objects written and the CPU seconds of each stage."""
    config = load()
    worker = SiteWorker(config)
    seconds = {"render": 0.0, "deploy": 0.0}
    pages = written = 0
    for entry in SnapshotReader(config.snapshot).sites()[: int(sys.argv[1])]:
        outcome = worker.bring_up_to_date(entry)
        if outcome.failure:
            sys.exit(outcome.failure)
        pages += outcome.pages
        written += outcome.written
        seconds = {stage: spent + outcome.seconds[stage] for stage, spent in seconds.items()}
    print(json.dumps({"pages": pages, "written": written, "seconds": seconds}))


if __name__ == "__main__":
    main()
