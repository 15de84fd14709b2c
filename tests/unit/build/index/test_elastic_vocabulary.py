"""What the search server said of a word is not asked for again, and there is an end to what is kept."""

from typing import Any

import pytest

from build.index import elastic_vocabulary
from build.index.elastic_vocabulary import ElasticVocabulary


class Server:
    """Knows every term on seven pages, and beside each word two others."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def __call__(self, body: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(body)
        if "suggest" in body:
            near = [{"text": "dat", "freq": 5}, {"text": "dau", "freq": 3}]
            return {"suggest": {name: [{"options": near}] for name in body["suggest"]}}
        counted = body["aggs"]["terms"]["filters"]["filters"]
        return {"aggregations": {"terms": {"buckets": {name: {"doc_count": 7} for name in counted}}}}


@pytest.fixture
def server() -> Server:
    return Server()


def test_what_is_known_is_not_asked_for_again(server: Server) -> None:
    vocabulary = ElasticVocabulary(server)
    assert vocabulary.words_with(["dat"]) == {"dat": 7}
    assert vocabulary.words_with(["dat", "su"]) == {"dat": 7, "su": 7}
    found = vocabulary.near(["dac"])
    assert found == {"dac": {"dac": 7, "dat": 5, "dau": 3}}
    asked = len(server.asked)
    assert vocabulary.near(["dac"]) == found
    assert vocabulary.words_with(["su", "dac"]) == {"su": 7, "dac": 7}
    assert len(server.asked) == asked
    vocabulary.forget()
    assert vocabulary.words_with(["su"]) == {"su": 7}
    assert len(server.asked) == asked + 1


def test_it_keeps_no_more_than_it_says(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word has as many as forty near it: they count too."""
    monkeypatch.setattr(elastic_vocabulary, "MOST_KEPT", 4)
    vocabulary = ElasticVocabulary(server)
    for word in ("dac", "dac"):
        vocabulary.near([word])
    assert len(server.asked) == 4
