"""What Elasticsearch knows of the words on its pages, kept for a minute: questions share their words."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from build.index import elastic_query
from build.index.spelling import NEIGHBOURS

AGE: Final = 60.0
"""Seconds after which counts are asked for anew. They only weigh terms: a page is found from the first."""
MOST_KEPT: Final = 200_000
"""Words and pairs, those near a word among them; some 25 MB."""

Request = Callable[[dict[str, Any]], Mapping[str, Any]]


@dataclass
class _Known:
    """What has been asked for: pages by word and by pair, neighbours by word, all pages, since when."""

    counted: dict[str, int] = field(default_factory=dict)
    near: dict[str, Mapping[str, int]] = field(default_factory=dict)
    neighbours: int = 0
    total: int | None = None
    since: float = field(default_factory=time.monotonic)

    def stale(self) -> bool:
        kept = len(self.counted) + len(self.near) + self.neighbours
        return time.monotonic() - self.since > AGE or kept > MOST_KEPT


class ElasticVocabulary:
    """A Vocabulary by what ``request`` answers to a search's body."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._held = _Known()

    def forget(self) -> None:
        """Ask for everything anew."""
        self._held = _Known()

    def near(self, words: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """For each folded word, the known ones at most one slip away with their pages."""
        known = self._known()
        new = [word for word in words if word not in known.near]
        if new:
            found = self._found_near(new)
            known.near.update(found)
            known.neighbours += sum(map(len, found.values()))
        return {word: known.near[word] for word in words}

    def pages_with(self, pairs: Sequence[str]) -> Mapping[str, int]:
        """On how many pages each pair stands (in one part at least: the greater of the two counts)."""
        return self._counts(pairs, ["title_pairs", "body_pairs"])

    def words_with(self, words: Sequence[str]) -> Mapping[str, int]:
        """On how many pages each folded word stands, counted in the same way."""
        return self._counts(words, ["title_folded", "body_folded"])

    def pages(self) -> int:
        """How many shown pages there are."""
        known = self._known()
        if known.total is None:
            known.total = int(self._request(elastic_query.number_of_pages())["hits"]["total"]["value"])
        return known.total

    def _known(self) -> _Known:
        if self._held.stale():
            self.forget()
        return self._held

    def _found_near(self, words: Sequence[str]) -> dict[str, dict[str, int]]:
        own = self.words_with(words)
        found: dict[str, dict[str, int]] = {word: {word: own[word]} if own[word] else {} for word in words}
        answer = self._request(elastic_query.suggestions(list(words), NEIGHBOURS))["suggest"]
        for name, entries in answer.items():
            known = found[name.split(" ")[1]]
            for option in (option for entry in entries for option in entry["options"]):
                known[option["text"]] = max(known.get(option["text"], 0), option["freq"])
        return found

    def _counts(self, terms: Sequence[str], fields: list[str]) -> dict[str, int]:
        """Words and pairs are kept together: only pairs have a low line in them."""
        kept = self._known().counted
        new = [term for term in terms if term not in kept]
        if new:
            answer = self._request(elastic_query.counts(dict.fromkeys(new, fields)))
            counted = answer["aggregations"]["terms"]["buckets"]
            for term in new:
                kept[term] = max(counted[f"{field} {term}"]["doc_count"] for field in fields)
        return {term: kept[term] for term in terms}
