"""What everybody asks for is found on every commune's own site, though every other commune has it too.

Each of the 220 sites shows the province's procedures: what is common to all pages about one must still tell
them from others.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from build.index.engine import Query, SearchEngine, SiteIndex
from cms.search.trial import temporary_engine
from tests.conftest import figure
from tests.relevance.conftest import SampleSites

QUESTIONS = Path(__file__).parent / "queries" / "everyday.jsonl"
SITES = figure(12, 220)
ASKED_OF = 5
FEW = 3
LEAST = 0.9
"""The share of questions whose answer is among the ``FEW`` first."""


class Question(NamedTuple):
    """What is asked, and the procedure that answers it."""

    text: str
    slug: str


def asked() -> list[Question]:
    """All questions."""
    return [Question(**json.loads(line)) for line in QUESTIONS.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def communes(sample_sites: SampleSites) -> list[str]:
    """Codes; of so many, with the province, there are sites."""
    codes = [code for code, unit in sample_sites.units.items() if code != "30"]
    return codes[-SITES + 1 :]


@pytest.fixture(
    scope="module", params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]
)
def engine(
    request: pytest.FixtureRequest, sample_sites: SampleSites, communes: list[str]
) -> Iterator[SearchEngine]:
    """An engine that knows all sites."""
    with temporary_engine(str(request.param), os.environ.get("ELASTICSEARCH_URL", "")) as opened:
        for code in ["30", *communes]:
            documents = sample_sites.with_procedures(code)
            opened.update_sites([SiteIndex(unit=code, revision=1, documents=documents)])
        opened.settle()
        yield opened


def test_every_procedure_asked_for_is_there(sample_sites: SampleSites) -> None:
    there = {document.slug for document in sample_sites.own("30") if document.type == "procedure"}
    assert {question.slug for question in asked()} <= there


@pytest.mark.soak
def test_a_commune_answers_what_everybody_asks(
    engine: SearchEngine, communes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    some = communes[:: len(communes) // ASKED_OF]
    missed = [
        f"{code}: {question.text}"
        for code in some
        for question in asked()
        if question.slug not in first(engine, code, question.text)
    ]
    answered = 1 - len(missed) / (len(asked()) * len(some))
    with capsys.disabled():
        print(f"\n{type(engine).__name__}, {SITES} sites: {answered:.3f} answered")  # noqa: T201  a figure
    assert answered >= LEAST, missed


@pytest.mark.soak
@pytest.mark.parametrize("text", ["ai là chủ tịch xã", "chu tich phuong", "lãnh đạo phường"])
def test_who_leads_a_commune_is_found_first(
    engine: SearchEngine, sample_sites: SampleSites, communes: list[str], text: str
) -> None:
    leaders = {
        code: document.slug
        for code in communes
        for document in sample_sites.own(code)
        if document.title.startswith("Lãnh đạo Ủy ban nhân dân")
    }
    assert len(leaders) >= ASKED_OF
    assert [code for code, slug in leaders.items() if first(engine, code, text)[0] != slug] == []


def first(engine: SearchEngine, code: str, text: str) -> list[str]:
    """The last part of the addresses of what the commune's own site finds first."""
    query = Query(text=text, scope="unit", path=("30", code), size=FEW)
    return [hit.url.split("/")[2] for hit in engine.search(query).hits]
