"""A trial of an engine on a throw-away corpus: read, check, index, ask, and write a TREC run."""

import json
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from build.index.engine import IndexDocument, Query, SearchEngine, SiteIndex
from build.index.opening import open_engine

BATCH: Final = 400
DEPTH: Final = 10


class FaultyFileError(ValueError):
    """A file cannot be used; the message names each faulty line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a corpus or of queries. Queries have neither title nor body but ``text``."""

    id: str
    title: str = ""
    body: str = ""
    text: str = ""


def read_entries(path: Path, fields: Sequence[str]) -> list[Entry]:
    """The lines of a JSON Lines file that has ``id`` and ``fields``; FaultyFileError names all faults."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FaultyFileError(f"{path} cannot be read as UTF-8 text: {error}.") from error
    faults: list[str] = []
    found: dict[str, Entry] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        entry, fault = _entry(line, fields)
        if entry and entry.id in found:
            fault = f"the id {entry.id!r} is on an earlier line too"
        if fault:
            faults.append(f"{path}, line {number}: {fault}")
        elif entry:
            found[entry.id] = entry
    if faults:
        raise FaultyFileError("\n".join(faults))
    if not found:
        raise FaultyFileError(f"{path} holds no line.")
    return list(found.values())


def _entry(line: str, fields: Sequence[str]) -> tuple[Entry | None, str]:
    try:
        held = json.loads(line)
    except json.JSONDecodeError as error:
        return None, f"not JSON ({error})"
    if not isinstance(held, dict):
        return None, "not an object"
    values = {name: held.get(name) for name in ("id", *fields)}
    wrong = [name for name, value in values.items() if not isinstance(value, str)]
    if wrong:
        return None, f"{', '.join(wrong)} must be text"
    if not values["id"] or values["id"].split() != [values["id"]]:
        return None, "the id must not be empty nor hold spaces"
    return Entry(**values), ""


@contextmanager
def temporary_engine(kind: str, url: str) -> Iterator[SearchEngine]:
    """An empty engine of its own, taken away afterwards."""
    with tempfile.TemporaryDirectory(prefix="lienthong-") as folder:
        where = (
            f"{folder}/index.sqlite3" if kind == "embedded" else f"{url.rstrip('/')}/trial-{uuid.uuid4().hex}"
        )
        opened = open_engine(f"{kind}:{where}")
        try:
            yield opened
        finally:
            opened.drop()
            opened.close()


def index(engine: SearchEngine, corpus: Sequence[Entry], advance: Callable[[int], object]) -> None:
    """Put ``corpus`` into ``engine``, in the order given."""
    for start in range(0, len(corpus), BATCH):
        batch = corpus[start : start + BATCH]
        documents = [_document(start, at, entry) for at, entry in enumerate(batch, start)]
        engine.update_sites([SiteIndex(unit=str(start), revision=1, documents=documents)])
        advance(len(batch))
    engine.settle()


def _document(batch: int, at: int, entry: Entry) -> IndexDocument:
    unit = str(batch)
    return IndexDocument(
        unit=unit,
        unit_name=unit,
        tier="",
        hostname="",
        path=(unit,),
        section="trial",
        slug=f"{at:09}",
        type="information",
        title=entry.title,
        summary="",
        text=entry.body,
        origin=unit,
        origin_name=unit,
        url="",
        date=None,
        year=None,
        distance=0,
    )


def run(
    engine: SearchEngine, corpus: Sequence[Entry], queries: Iterable[Entry], advance: Callable[[int], object]
) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """For each query its id, and the ids and scores of the documents found, best first."""
    for entry in queries:
        hits = engine.search(Query(text=entry.text, size=DEPTH)).hits
        yield entry.id, [(corpus[int(hit.id.rpartition("/")[2])].id, hit.score) for hit in hits]
        advance(1)


def trec_lines(found: Iterable[tuple[str, list[tuple[str, float]]]], tag: str) -> Iterator[str]:
    """``query Q0 document rank score tag``, one line a document found."""
    for query, documents in found:
        for rank, (document, score) in enumerate(documents, start=1):
            yield f"{query} Q0 {document} {rank} {score:.6f} {tag}\n"
