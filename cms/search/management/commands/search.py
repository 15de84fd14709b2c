"""``manage.py search QUERY``: ask the index as a site's search box does."""

import json
from argparse import ArgumentParser
from html import unescape

from django.core.management.base import BaseCommand, CommandError

from build.errors import BuildError
from build.index.engine import SCOPES, BadQuery, Query
from build.index.plan import LONGEST, shorten
from build.snapshot.page_types import PAGE_TYPES
from cms.search.asking import answer, engine, note_on, path_of

NO_WORDS = 'There is no word to look for; give at least one, as in: manage.py search "khai sinh".'
CUT = f"The question is longer than {LONGEST} characters or has too many words: only its beginning was asked."


class Command(BaseCommand):
    """Prints the best results, or the API's JSON."""

    help = "Search what the sites show, from one unit's site or everywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query")
        parser.add_argument("--unit", default="", metavar="CODE", help="the unit on whose site it is asked")
        parser.add_argument("--scope", choices=SCOPES, help="default: unit with --unit, else everywhere")
        parser.add_argument("--type", choices=sorted(PAGE_TYPES))
        parser.add_argument("--year")
        parser.add_argument("--tier")
        parser.add_argument("--size", type=int, default=10, help="results a page (default: %(default)s)")
        parser.add_argument("--cursor", default="", help="go on after the results that came with this cursor")
        parser.add_argument("--json", action="store_true", help="print one JSON object, as the API does")

    def handle(self, **options: str) -> None:
        kept, cut = shorten(options["query"])
        if not kept:
            raise CommandError(NO_WORDS)
        try:
            question = Query(
                text=options["query"],
                scope=options["scope"] or ("unit" if options["unit"] else "everywhere"),
                path=path_of(options["unit"]),
                filters={name: options[name] for name in ("type", "year", "tier") if options[name]},
                size=options["size"],
                cursor=options["cursor"],
                counts=not options["cursor"],
            )
            found = answer(engine().search(question), note_on(question.text))
        except BadQuery as error:
            raise CommandError(error.in_english) from error
        except BuildError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self._print(found)
            if cut:
                self.stderr.write(CUT)

    def _print(self, found: dict) -> None:
        for result in found["results"]:
            self.stdout.write(f"{_plain(result['title'])}\n  {result['unit_name']} · {result['url']}")
            self.stdout.write(f"  {_plain(result['snippet'])}\n")
        self.stdout.write(f"{found['total']} page{'s' * (found['total'] != 1)}.")
        if found["meant"]:
            self.stdout.write(f"Did you mean: {found['meant']}?")
        if found["cursor"]:
            self.stdout.write(f"--cursor {found['cursor']}")


def _plain(marked: str) -> str:
    return unescape(marked.replace("<mark>", "").replace("</mark>", ""))
