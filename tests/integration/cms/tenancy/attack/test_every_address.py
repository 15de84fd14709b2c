"""An editor of A neither reads nor changes B: every address of the desk, with every number of B's."""

import itertools
import json
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter

from cms.tenancy.firewall.named import IN_ADDRESS, IN_BODY, IN_QUERY
from tests.conftest import figure
from tests.samples.communes import CANARY, Holdings, stored

SEED = 20261122
WORDS = {
    "action": ["move", "delete", "publish", "unpublish", "add_to_collection", "add_tags"],
    "action_name": ["approve", "reject", "publish", "copy", "move", "copy_for_translation"],
    "app_label": ["pages", "wagtailcore", "wagtailimages", "wagtaildocs", "auth"],
    "app_name": ["taggit"],
    "content_type_app_name": ["pages"],
    "content_type_model_name": ["noticepage"],
    "filter_spec": ["max-10x10"],
    "model_name": ["noticepage", "page", "image", "document", "user", "tag"],
    "path": [],
}
IN_OLDER_ADDRESSES = {
    "pk": None,
    "object_id": None,
    "task_id": None,
    "restriction_id": None,
    "collection_id": None,
}


class Attempt(NamedTuple):
    """One request: its address with a query, and the body of a POST, None for a GET."""

    address: str
    body: dict[str, Any] | None


class Route(NamedTuple):
    """The parts of an address: words, and the names of what stands between them."""

    name: str
    template: str
    parameters: list[tuple[str, bool]]


def routes(patterns: Any, namespace: str = "", before: str = "", held: tuple = ()) -> Iterator[Route]:
    for pattern in patterns:
        ways = pattern.pattern.regex.pattern if not isinstance(pattern, URLPattern) else None
        inner = f"{namespace}{pattern.namespace}:" if getattr(pattern, "namespace", None) else namespace
        if ways is not None:
            yield from routes(pattern.url_patterns, inner, before + str(pattern.pattern).lstrip("^"), held)
            continue
        numbers = getattr(pattern.pattern, "converters", {})
        named = list(numbers) or list(pattern.pattern.regex.groupindex)
        yield Route(
            namespace + (pattern.name or ""),
            before + str(pattern.pattern),
            [(name, isinstance(numbers.get(name), IntConverter) or not numbers) for name in named],
        )


def desk_routes() -> list[Route]:
    return [route for route in routes(get_resolver().url_patterns) if route.template.startswith("quan-tri/")]


def address(route: Route, values: dict[str, Any]) -> str:
    if route.name == "wagtailadmin_pages:revisions_compare":
        return "/quan-tri/pages/{pk}/revisions/compare/{revision_id_a}...{revision_id_b}/".format(**values)
    path = "/" + route.template
    for name, value in values.items():
        for converter in ("int", "slug", "str", "path"):
            path = path.replace(f"<{converter}:{name}>", str(value))
        path = path.replace(f"<{name}>", str(value))
    return path


def attempts(theirs: Holdings, mine: Holdings, chosen: random.Random) -> Iterator[Attempt]:
    """Every address with every number of theirs; the other places hold theirs, or one's own."""
    every = sorted({number for numbers in theirs.numbers.values() for number in numbers})
    for route in desk_routes():
        for number in every if any(number for _, number in route.parameters) else every[:1]:
            yield from variants(route, number, theirs, mine, chosen)
    for file in theirs.files:
        yield Attempt(f"/media/{file}", None)
    for number, name in itertools.product(every, (theirs.files[-1].split("/")[-1], "x.csv")):
        yield Attempt(f"/tai-lieu/{number}/{name}", None)


def variants(
    route: Route, number: int, theirs: Holdings, mine: Holdings, chosen: random.Random
) -> Iterator[Attempt]:
    names = [name for name, numeric in route.parameters if not numeric and name not in NUMERIC]
    for picked in itertools.product(*(WORDS.get(name, ["x"]) for name in names)):
        values: dict[str, Any] = dict(zip(names, picked, strict=True))
        for name, _ in route.parameters:
            if name not in values:
                kind = IN_ADDRESS.get(name, "")
                fitting = [number, *theirs.numbers.get(kind, []), mine.numbers.get(kind, [number])[0]]
                values[name] = chosen.choice(fitting)
        path = address(route, values)
        yield Attempt(path, None)
        yield Attempt(f"{path}?{query(theirs, chosen)}", None)
        yield Attempt(f"{path}?{query(theirs, chosen)}", body(theirs, chosen))


NUMERIC = IN_ADDRESS.keys() | IN_OLDER_ADDRESSES.keys()


def query(theirs: Holdings, chosen: random.Random) -> str:
    kinds = {**IN_QUERY, "id": chosen.choice(list(theirs.numbers)), "childOf": "page"}
    names = chosen.sample(sorted(kinds), 3)
    pairs = [(name, chosen.choice(theirs.numbers[kinds[name]])) for name in dict.fromkeys([*names, "id"])]
    return "&".join(f"{name}={value}" for name, value in pairs) + "&q=chim&for_explorer=1&fields=*"


def body(theirs: Holdings, chosen: random.Random) -> dict[str, Any]:
    fields = {name: chosen.choice(theirs.numbers[kind]) for name, kind in IN_BODY.items()}
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": fields["page"]}}
    text = json.dumps({"blocks": [], "entityMap": {"0": link}})
    kept = chosen.sample(sorted(fields), 4)
    return {
        **{name: fields[name] for name in kept},
        "title": "của tôi",
        "slug": "cua-toi",
        "new_title": "của tôi",
        "new_slug": f"cua-toi-{chosen.randrange(10**6)}",
        "body-count": 2,
        "body-0-type": "image",
        "body-0-deleted": "",
        "body-0-order": 0,
        "body-0-value-image": fields["image"],
        "body-1-type": "paragraph",
        "body-1-deleted": "",
        "body-1-order": 1,
        "body-1-value": text,
        "action-publish": "1",
        "next": "/quan-tri/",
        "username": "mau",
        "name": "x",
        "is_editing": "1",
    }


def writes(done: list[str]) -> Callable[..., Any]:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            done.append(sql)
        return execute(sql, params, many, context)

    return note


def answer_of(client: Client, attempt: Attempt) -> bytes:
    send = client.get if attempt.body is None else client.post
    answer = send(attempt.address, *([attempt.body] if attempt.body is not None else []), follow=True)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return (content + repr(dict(answer.headers)).encode()).replace(attempt.address.encode(), b"")


@pytest.fixture(params=["both", "permissions", "firewall"])
def walls(request):
    if request.param != "both":
        request.getfixturevalue(f"only_{request.param}")
    return request.param


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("who", ["admin", "supervisor"])
def test_nothing_of_the_next_commune_is_read_or_changed(who, walls, theirs, mine, person):
    user = (
        person("ke", admin="10501") if who == "admin" else person("ke", supervisor="289", writes_below=True)
    )
    client = Client(raise_request_exception=False)
    client.force_login(user)
    chosen = random.Random(f"{SEED} {who} {walls}")
    every = list(attempts(theirs, mine, chosen))
    tried = chosen.sample(every, min(len(every), figure(60, 1500)))
    logged_in = client.cookies.copy()
    before = stored(theirs)
    for attempt in tried:
        done: list[str] = []
        client.cookies = logged_in.copy()
        with transaction.atomic():
            with connection.execute_wrapper(writes(done)):
                content = answer_of(client, attempt)
            assert CANARY.encode() not in content, attempt
            if done:
                assert stored(theirs) == before, attempt
            transaction.set_rollback(True)
    assert stored(theirs) == before
