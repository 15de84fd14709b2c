"""`python -m build`: bring the sites up to date with the snapshot, and say what was done."""

import argparse
import dataclasses
import json
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from build.config import load
from build.errors import BuildError, sentence
from build.interrupts import end_without_traceback
from build.pipeline import Report, build


def main(argv: list[str] | None = None) -> int:
    """Run the command; the exit code is 1 if anything failed."""
    arguments = _parser().parse_args(argv)
    console = Console(stderr=True)
    try:
        report = _build(arguments, console)
    except (BuildError, OSError) as error:
        print(sentence(error) if isinstance(error, OSError) else error, file=sys.stderr)  # noqa: T201
        return 1
    for name, failure in sorted(report.failures.items()):
        print(f"{name}: {failure}", file=sys.stderr)  # noqa: T201
    print(json.dumps(dataclasses.asdict(report)) if arguments.json else _sentence(report))  # noqa: T201
    return 1 if report.failures else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m build", description=__doc__)
    parser.add_argument("--unit", action="append", default=[], metavar="CODE", help="only this unit's site")
    parser.add_argument("--again", action="store_true", help="look at sites too that seem to need nothing")
    parser.add_argument(
        "--allow-shrink", action="store_true", help="deploy a site even if it lost most of its pages"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _build(arguments: argparse.Namespace, console: Console) -> Report:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Building sites", total=None)
        return build(
            load(),
            units=arguments.unit,
            again=arguments.again,
            allow_shrink=arguments.allow_shrink,
            watch=lambda done, of, hostname: bar.update(task, completed=done, total=of),  # noqa: ARG005
        )


def _sentence(report: Report) -> str:
    if not report.changed and not report.indexed:
        return f"{report.sites} sites, {report.pages} pages: nothing changed, nothing written."
    return (
        f"{report.sites} sites, {report.pages} pages: {report.changed} sites changed, "
        f"{report.rendered} files rendered, {report.written} written, {report.deleted} removed, "
        f"{report.indexed} sites indexed, {len(report.failures)} failures."
    )


if __name__ == "__main__":
    end_without_traceback()
    sys.exit(main())
