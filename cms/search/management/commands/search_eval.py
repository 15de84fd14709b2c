"""``manage.py search_eval``: how well an engine finds, on a corpus and queries of anybody's."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from build.errors import BuildError
from cms.search.trial import FaultyFileError, index, read_entries, run, temporary_engine, trec_lines


class Command(BaseCommand):
    """Indexes the corpus into an index of its own, asks, writes the run, and takes the index away."""

    help = (
        "Index a throw-away corpus (JSON Lines: id, title, body), ask the queries (JSON Lines: id, text) and "
        "write a TREC run with ten documents a query. Elasticsearch is looked for at ELASTICSEARCH_URL."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", choices=("embedded", "elasticsearch"), default="embedded")
        parser.add_argument("--corpus", type=Path, required=True)
        parser.add_argument("--queries", type=Path, required=True)
        parser.add_argument("--run", type=Path, required=True, help="the file to write")
        parser.add_argument("--tag", default="lienthong", help="the last column (default: %(default)s)")

    def handle(self, **options: object) -> None:
        url = os.environ.get("ELASTICSEARCH_URL", "http://127.0.0.1:9200")
        try:
            corpus = read_entries(options["corpus"], ["title", "body"])
            queries = read_entries(options["queries"], ["text"])
            with (
                temporary_engine(options["engine"], url) as engine,
                Progress(console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as progress,
            ):
                indexing = progress.add_task("Indexing", total=len(corpus))
                index(engine, corpus, lambda done: progress.advance(indexing, done))
                asking = progress.add_task("Asking", total=len(queries))
                found = run(engine, corpus, queries, lambda done: progress.advance(asking, done))
                lines = list(trec_lines(found, options["tag"]))
            options["run"].write_text("".join(lines), "utf-8")
        except (FaultyFileError, BuildError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{options['run']} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{len(queries)} queries over {len(corpus)} documents: {options['run']}")
