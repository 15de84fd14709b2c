"""The texts that questions are asked over, under the ids that README.md gives them."""

import hashlib
import json
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from build.index.documents import index_documents
from build.index.engine import IndexDocument
from build.snapshot.page_types import PAGE_TYPES
from build.snapshot.schema import Document, Shown, UnitFacts, UnitSnapshot
from cms.demo.choice import units_of
from cms.demo.sample import SampleUnit, generate
from cms.search.trial import Entry

LEFT_OUT = {"title", "code", "agency", "decision", "id"}
SAMPLE_UNITS = {
    *("30", "290", "291", "295", "296"),
    *("10552", "10561", "10564", "10567", "10591", "10630", "10642", "10645"),
}
SAMPLE_IDS = "85d2f42b437af0346a21f633503bb8e739fbdf6245cc1131b0c6d6ecc14df5e9"

IDENTITY = ("code", "name", "full_name", "kind", "tier", "hostname")


def read(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def shared_corpus(shared: Path) -> list[Entry]:
    """The real texts."""
    articles = read(shared / "content" / "legal_articles.jsonl")
    often = Counter(row["id"] for row in articles)
    laws = [
        _entry(f"law/{row['id']}" + (f"@{number}" if often[row["id"]] > 1 else ""), row)
        for number, row in enumerate(articles, start=1)
    ]
    procedures = [
        _entry(f"procedure/{row['code']}", row) for row in read(shared / "content" / "procedures.jsonl")
    ]
    pages = [_entry(f"wiki/{row['id']}", row) for row in read(shared / "content" / "wiki_pages.jsonl")]
    return procedures + laws + pages


def _entry(id_: str, row: dict[str, Any]) -> Entry:
    values = [value for name, value in row.items() if name not in LEFT_OUT]
    texts = [", ".join(value) if isinstance(value, list) else str(value) for value in values]
    return Entry(id=id_, title=str(row["title"]), body="\n".join(texts))


class SampleSites:
    """The demo's own pages, unit by unit, as the units' sites show them."""

    def __init__(self) -> None:
        units = [
            SampleUnit(
                **{name: row[name] for name in ("code", "name", "full_name", "kind", "tier")},
                parent=row["parent_code"] or None,
                hostname=f"{row['code']}.localhost",
            )
            for row in units_of("30", None)
        ]
        pages = sorted(filter(_public, generate(units, 1)), key=lambda line: str(line["unit"]))
        self.units = {unit.code: _facts(unit) for unit in units}
        self._lines = {
            code: list(lines) for code, lines in groupby(pages, key=lambda line: str(line["unit"]))
        }

    def own(self, code: str) -> list[IndexDocument]:
        """What the unit wrote."""
        return _indexed(self.units[code], self._lines[code])

    def with_procedures(self, code: str) -> list[IndexDocument]:
        """What the unit wrote, and the province's procedures, which it shows where it has none of its own."""
        own = self._lines[code]
        taken = {(line["section"], line["slug"]) for line in own}
        procedures = [
            line
            for line in self._lines["30"]
            if line["type"] == "procedure" and (line["section"], line["slug"]) not in taken
        ]
        return _indexed(self.units[code], own + procedures, (self.units["30"],) if code != "30" else ())


@pytest.fixture(scope="session")
def sample_sites() -> SampleSites:
    """The demo's 220 sites."""
    return SampleSites()


@pytest.fixture(scope="session")
def sample_corpus(sample_sites: SampleSites) -> list[Entry]:
    """What thirteen of their units wrote."""
    found = [
        Entry(id=document.id, title=document.title, body=document.body)
        for code in sorted(SAMPLE_UNITS)
        for document in sample_sites.own(code)
    ]
    ids = "".join(f"{entry.id}\n" for entry in sorted(found, key=lambda entry: entry.id))
    assert hashlib.sha256(ids.encode()).hexdigest() == SAMPLE_IDS, "grade anew: see README.md"
    return found


def _facts(unit: SampleUnit) -> UnitFacts:
    return UnitFacts(**{name: getattr(unit, name) for name in IDENTITY})


def _public(line: dict[str, Any]) -> bool:
    return (
        line["kind"] == "page"
        and line["live"] is True
        and not line.get("expires_at")
        and line["published_at"] < "2027"
    )


def _indexed(
    unit: UnitFacts, lines: list[dict[str, Any]], parents: tuple[UnitFacts, ...] = ()
) -> list[IndexDocument]:
    documents = {
        str(at): Document(
            type=line["type"], fields={name: line[name] for name in PAGE_TYPES[line["type"]] if name in line}
        )
        for at, line in enumerate(lines)
    }
    shown = tuple(
        Shown(
            section=line["section"],
            slug=line["slug"],
            document=str(at),
            origin=line["unit"],
            canonical=line["unit"],
            published_at=line["published_at"],
        )
        for at, line in enumerate(lines)
    )
    snapshot = UnitSnapshot(
        version=1, unit=unit, parents=parents, children=(), sections=(), shown=shown, elsewhere={}
    )
    return index_documents(snapshot, documents)
