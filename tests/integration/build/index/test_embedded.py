"""The embedded engine's file while one process writes it and another asks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build.index import embedded
from build.index.embedded import EmbeddedEngine
from build.index.engine import Query, SiteIndex
from tests.integration.build.index.test_engines import COMMUNE, ids, page, put


@pytest.fixture
def engines(tmp_path: Path) -> Iterator[tuple[EmbeddedEngine, EmbeddedEngine]]:
    """Two of one file, as two processes have it."""
    both = (EmbeddedEngine(tmp_path / "search.sqlite3"), EmbeddedEngine(tmp_path / "search.sqlite3"))
    yield both
    for engine in both:
        engine.close()


def test_a_question_is_answered_from_one_state_whatever_is_withdrawn_meanwhile(
    engines: tuple[EmbeddedEngine, EmbeddedEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = engines
    put(writer, page(COMMUNE, "a", "Lịch tiêm chủng"))
    facets = embedded.facets

    def meanwhile(*given: Any) -> Any:
        writer.update_sites([SiteIndex(unit=COMMUNE[-1], revision=2, documents=[])])
        return facets(*given)

    monkeypatch.setattr(embedded, "facets", meanwhile)
    found = reader.search(Query(text="tiêm chủng"))
    assert (ids(found), found.total) == (["10507/thong-bao/a"], 1)
    assert [count for *_, count in found.facets["unit"]] == [1]
    monkeypatch.undo()
    assert reader.search(Query(text="tiêm chủng")).total == 0
