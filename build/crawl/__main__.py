"""`python -m build.crawl FOLDER`: check that deployed sites are whole, and name every fault."""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from build.crawl.folder import check_sites
from build.crawl.site import SiteReport
from build.errors import BuildError
from build.interrupts import end_without_traceback


def main(argv: list[str] | None = None) -> int:
    """Run the command; the exit code is 1 if any fault was found."""
    arguments = _parser().parse_args(argv)
    try:
        reports = _check(arguments)
    except BuildError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    found = _summary(reports)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))  # noqa: T201
    else:
        for fault in found["faults"]:
            print(f"{fault['site']}/{fault['file']}: {fault['what']}")  # noqa: T201
        print(_sentence(found))  # noqa: T201
    return 1 if found["faults"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m build.crawl", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder that sites are deployed to")
    parser.add_argument("--site", action="append", default=[], metavar="HOSTNAME", help="only this site")
    parser.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, help="default: %(default)s")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("give a whole number from 1 up")
    return int(text)


def _check(arguments: argparse.Namespace) -> list[SiteReport]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Checking sites", total=None)
        return check_sites(
            arguments.folder,
            arguments.site,
            jobs=arguments.jobs,
            watch=lambda done, of: bar.update(task, completed=done, total=of),
        )


def _summary(reports: list[SiteReport]) -> dict[str, Any]:
    return {
        "sites": len(reports),
        "files": sum(report.files for report in reports),
        "pages": sum(report.pages for report in reports),
        "links": sum(report.links for report in reports),
        "outside": dict(sum((report.outside for report in reports), Counter())),
        "faults": [fault._asdict() for report in reports for fault in report.faults],
    }


def _sentence(found: dict[str, Any]) -> str:
    return (
        f"{found['sites']} sites, {found['files']} files, {found['pages']} pages, {found['links']} links: "
        f"{len(found['faults'])} faults. Links to {len(found['outside'])} other hosts were not followed."
    )


if __name__ == "__main__":
    end_without_traceback()
    sys.exit(main())
