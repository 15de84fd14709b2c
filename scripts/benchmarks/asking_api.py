"""Measured by ``publish`` too: the public search API over all sites, as a search page asks it.

Wall time of whole answers in this process, counts for every scope, facets and marked words included; each
question is asked once before.
"""

import json
import time
from typing import Any, Final

from build.index.relevance import without_marks
from scripts.benchmarks.publishing import begin
from scripts.benchmarks.search import QUESTIONS

SCOPES: Final = ("unit", "above", "everywhere")


def main() -> None:
    """Print the milliseconds of every answer by scope, asked from one commune's site."""
    begin()
    from django.conf import settings
    from django.test import Client

    from cms.units.models import Unit

    settings.ROOT_URLCONF = "cms.search.api_urls"
    unit = Unit.objects.in_force().filter(tier="commune").order_by("code").first()
    rows = map(json.loads, QUESTIONS.read_text("utf-8").splitlines())
    texts = [form for row in rows for form in (row["text"], without_marks(row["text"]))]
    client = Client(HTTP_HOST="localhost")
    taken = {}
    for scope in SCOPES:
        asked = [{"q": text, "scope": scope, "unit": unit.code} for text in texts]
        for question in asked:
            _milliseconds(client, question)
        taken[scope] = [_milliseconds(client, question) for question in asked]
    print(json.dumps({"taken": taken}))


def _milliseconds(client: Any, question: dict[str, str]) -> float:
    began = time.perf_counter()
    answer = client.get("/api/search", question)
    spent = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{question['q']!r}: {answer.status_code} {answer.content[:200]!r}")
    return spent


if __name__ == "__main__":
    main()
