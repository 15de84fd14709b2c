"""The connection to Elasticsearch: its version, the index behind the alias, checked writes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError, UnsupportedProductError
from elasticsearch.exceptions import HTTP_EXCEPTIONS
from elasticsearch.helpers import scan, streaming_bulk

from build.errors import SearchEngineError, without_login
from build.index.elastic_mapping import MAPPING, SETTINGS, index_name, searched

MAJOR: Final = 9
CONFLICT: Final = 409
TOMBSTONES_KEPT: Final = timedelta(days=7)
"""Longer than any worker can hold on to an old revision; only an alias swap ever drops one."""


class Server:
    """One Elasticsearch and our alias in it. Nothing is asked of it before it is needed."""

    def __init__(self, url: str, alias: str) -> None:
        self.shown, self.alias = without_login(url), alias
        self.client = Elasticsearch(url, request_timeout=20, retry_on_timeout=False, max_retries=1)
        self._ready = False

    def prepare(self) -> None:
        """See that the alias leads to an index of today's mapping, taking over what an older one holds."""
        if self._ready:
            return
        self._check_version()
        name = index_name(self.alias)
        if not self.client.indices.exists(index=name):
            self._create(name)
        held = self._behind_alias()
        if held != {name}:
            older = held - {name}
            self._take_over(older, name)
            self._swap(older, name)
            self._take_over(older, name)
            for index in older:
                self.client.indices.delete(index=index, ignore_unavailable=True)
        self._ready = True

    def check(self) -> None:
        """See that the alias leads to an index of today's mapping, changing nothing: for those who read."""
        if self._ready:
            return
        self._check_version()
        held, name = self._behind_alias(), index_name(self.alias)
        if name not in held:
            raise SearchEngineError(
                f"The index {self.alias} on {self.shown} is {'of another version' if held else 'missing'}; "
                "run `python -m build`, which makes it."
            )
        self._ready = held == {name}

    def drop(self) -> None:
        """Take away the index and the alias."""
        for name in self._behind_alias() | {index_name(self.alias)}:
            self.client.indices.delete(index=name, ignore_unavailable=True)
        self._ready = False

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what the client raises into one sentence that says what to do."""
        try:
            yield
        except UnsupportedProductError as error:
            raise SearchEngineError(
                f"{self.shown} is not an Elasticsearch server; correct the address."
            ) from error
        except NotFoundError as error:
            self._ready = False
            raise SearchEngineError(
                f"The index {self.alias} is missing from {self.shown}; index the sites again."
            ) from error
        except ApiError as error:
            raise self._refused(error) from error
        except TransportError as error:
            self._ready = False
            raise SearchEngineError(
                f"Elasticsearch at {self.shown} does not answer ({type(error).__name__}); "
                "start it or correct the address."
            ) from error

    def ask(self, requests: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The answers to ``requests``, which go there in one message."""
        searches = [part for request in requests for part in ({}, request)]
        answer = self.client.msearch(index=self.alias, searches=searches)
        found: list[dict[str, Any]] = answer["responses"]
        for failed in (one for one in found if "error" in one):
            kind = HTTP_EXCEPTIONS.get(failed["status"], ApiError)
            raise kind(failed["error"]["type"], replace(answer.meta, status=failed["status"]), failed)
        return found

    def write(self, actions: Iterable[Mapping[str, Any]], index: str | None = None) -> None:
        """Write all of ``actions`` and read each result; newer documents in the index win in silence."""
        for done, result in streaming_bulk(
            self.client, _addressed(actions, index or self.alias), chunk_size=400, raise_on_error=False
        ):
            (outcome,) = result.values()
            if not done and outcome.get("status") != CONFLICT:
                reason = outcome.get("error")
                raise SearchEngineError(
                    f"Elasticsearch refused to index {outcome.get('_id')} ({reason}); see its disk and log."
                )

    def _check_version(self) -> None:
        number = str(self.client.info()["version"]["number"])
        if number.partition(".")[0] != str(MAJOR):
            raise self._wrong_version(number)

    def _wrong_version(self, number: str) -> SearchEngineError:
        return SearchEngineError(
            f"Elasticsearch at {self.shown} is version {number}, this project needs version {MAJOR}: "
            "use a server of that version."
        )

    def _refused(self, error: ApiError) -> SearchEngineError:
        if "compatible-with" in str(error.body) or "media_type" in str(error.body):
            return self._wrong_version(f"other than {MAJOR}")
        return SearchEngineError(
            f"Elasticsearch at {self.shown} refused ({error.status_code} {error.message}); see its log."
        )

    def _create(self, name: str) -> None:
        try:
            self.client.indices.create(index=name, settings=SETTINGS, mappings=MAPPING)
        except ApiError as error:
            if "resource_already_exists" not in error.message:
                raise

    def _behind_alias(self) -> set[str]:
        if not self.client.indices.exists_alias(name=self.alias):
            return set()
        return set(self.client.indices.get_alias(name=self.alias).body)

    def _swap(self, older: set[str], name: str) -> None:
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        actions += [{"remove": {"index": index, "alias": self.alias}} for index in sorted(older)]
        self.client.indices.update_aliases(actions=actions)

    def _take_over(self, older: set[str], name: str) -> None:
        """Copy pages, notes and recent tombstones with their versions, analysed as of today."""
        for index in sorted(older):
            self.client.indices.refresh(index=index)
            found = scan(self.client, index=index, query={"version": True, "query": {"match_all": {}}})
            self.write((_renewed(hit) for hit in found if not _expired(hit["_source"])), index=name)


def _renewed(hit: Mapping[str, Any]) -> dict[str, Any]:
    held = hit["_source"]
    if held["kind"] == "page":
        body = f"{held['summary']}\n{held['text']}" if held["summary"] else held["text"]
        held = {**held, **searched(held["title"], body)}
    return {"_id": hit["_id"], "version": hit["_version"], "_source": held}


def _expired(held: Mapping[str, Any]) -> bool:
    return (
        held["kind"] == "gone"
        and datetime.fromisoformat(held["written"]) < datetime.now(UTC) - TOMBSTONES_KEPT
    )


def _addressed(actions: Iterable[Mapping[str, Any]], index: str) -> Iterator[dict[str, Any]]:
    for action in actions:
        yield {"_op_type": "index", "_index": index, "version_type": "external_gte", **action}


def valid_alias(alias: str) -> bool:
    """Whether Elasticsearch takes ``alias`` as a name."""
    return bool(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,99}", alias))
