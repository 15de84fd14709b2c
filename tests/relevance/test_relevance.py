"""The relevance suite: citizens' questions over real texts, on both engines, beside plain FTS5.

Only averages are printed and asserted: single results of the sealed half are nobody's to look at.
"""

import json
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from build.index.relevance import recall, reciprocal_rank, with_one_typo, without_marks
from cms.search.trial import Entry, index, run, temporary_engine

QUERIES = Path(__file__).parent / "queries"
LEAST = {"marks": 0.93, "without": 0.92, "typo": 0.90}
FORMS: dict[str, Callable[[str, int], str]] = {
    "marks": lambda text, number: text,
    "without": lambda text, number: without_marks(text),
    "typo": with_one_typo,
}
LEFT_OUT = {"title", "code", "agency", "decision", "id"}

pytestmark = pytest.mark.shared


class Questions(list[tuple[Entry, frozenset[str]]]):
    """What is asked, and the documents of grade 2; a failing test must not print what is sealed."""

    def __repr__(self) -> str:
        return f"{len(self)} questions"


def read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def entry(id_: str, row: dict[str, Any]) -> Entry:
    values = [value for name, value in row.items() if name not in LEFT_OUT]
    texts = [", ".join(value) if isinstance(value, list) else str(value) for value in values]
    return Entry(id=id_, title=str(row["title"]), body="\n".join(texts))


@pytest.fixture(scope="module")
def corpus(shared: Path) -> list[Entry]:
    """The real texts, under the ids that README.md gives them."""
    articles = read(shared / "content" / "legal_articles.jsonl")
    often = Counter(row["id"] for row in articles)
    laws = [
        entry(f"law/{row['id']}" + (f"@{number}" if often[row["id"]] > 1 else ""), row)
        for number, row in enumerate(articles, start=1)
    ]
    procedures = [
        entry(f"procedure/{row['code']}", row) for row in read(shared / "content" / "procedures.jsonl")
    ]
    pages = [entry(f"wiki/{row['id']}", row) for row in read(shared / "content" / "wiki_pages.jsonl")]
    return procedures + laws + pages


@pytest.fixture(scope="module")
def halves() -> dict[str, Questions]:
    """Both halves."""
    return {half: asked_in(half) for half in ("open", "sealed")}


def asked_in(half: str) -> Questions:
    """What is asked in one half, and the documents of grade 2."""
    rows = read(QUERIES / f"{half}.jsonl")
    return Questions(
        (
            Entry(id=str(row["id"]), text=str(row["text"])),
            frozenset(document for document, grade in row["relevant"].items() if grade == 2),
        )
        for row in rows
        if row["corpus"] == "shared"
    )


@pytest.fixture(
    scope="module", params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
)
def search(request: pytest.FixtureRequest, corpus: list[Entry]) -> Iterator[Callable[[Entry], list[str]]]:
    """The ids that an engine finds for a question."""
    with temporary_engine(request.param, os.environ.get("ELASTICSEARCH_URL", "")) as engine:
        index(engine, corpus, lambda done: None)
        yield lambda question: [id_ for id_, _ in next(run(engine, corpus, [question], lambda done: None))[1]]


def measured(find: Callable[[Entry], list[str]], questions: Questions, form: str) -> tuple[float, float]:
    """Mean recall@10 and mean reciprocal rank."""
    recalls, ranks = [], []
    for number, (question, relevant) in enumerate(questions):
        found = find(Entry(id=question.id, text=FORMS[form](question.text, number)))
        recalls.append(recall(found, relevant))
        ranks.append(reciprocal_rank(found, relevant))
    return sum(recalls) / len(recalls), sum(ranks) / len(ranks)


def plain(corpus: list[Entry]) -> Callable[[Entry], list[str]]:
    """SQLite FTS5 as it comes: words joined by OR, its own folding."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE pages "
        "USING fts5(id UNINDEXED, title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    database.executemany("INSERT INTO pages VALUES (?, ?, ?)", [(e.id, e.title, e.body) for e in corpus])

    def find(question: Entry) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question.text))
        statement = "SELECT id FROM pages WHERE pages MATCH ? ORDER BY bm25(pages) LIMIT 10"
        return [row[0] for row in database.execute(statement, (match,))]

    return find


def told(find: Callable[[Entry], list[str]], halves: dict[str, Questions], form: str) -> tuple[float, str]:
    """Mean recall@10 over all questions, and a line with the figures of each half."""
    figures = {half: measured(find, questions, form) for half, questions in halves.items()}
    total = sum(len(questions) for questions in halves.values())
    overall = sum(figures[half][0] * len(questions) for half, questions in halves.items()) / total
    parts = [f"{half}: recall@10 {found:.3f}, MRR {rank:.3f}" for half, (found, rank) in figures.items()]
    return overall, f"{form}: recall@10 {overall:.3f} of {total} questions ({'; '.join(parts)})"


@pytest.mark.parametrize("form", FORMS)
def test_citizens_find_what_they_need(
    search: Callable[[Entry], list[str]],
    halves: dict[str, Questions],
    form: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found, line = told(search, halves, form)
    with capsys.disabled():
        print(f"\n{line}")  # noqa: T201  the figures are what it is run for
    assert found >= LEAST[form]


@pytest.mark.parametrize("form", FORMS)
def test_plain_fts5_stands_beside(
    corpus: list[Entry], halves: dict[str, Questions], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found, line = told(plain(corpus), halves, form)
    with capsys.disabled():
        print(f"\nplain FTS5, {line}")  # noqa: T201  the figures are what it is run for
    assert found < LEAST[form]
