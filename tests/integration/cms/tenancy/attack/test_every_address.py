"""An editor of A neither reads nor changes B: every address of the desk, with every number of B's."""

import random
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from cms.tenancy.firewall.named import BY_VIEW, IN_ADDRESS, PLAIN
from cms.tenancy.firewall.views import ALLOWED
from cms.tenancy.firewall.views import OURS as VIEWS_OF_OURS
from tests.conftest import SOAK
from tests.samples.attempts import OURS, SUPERUSERS, WORDS, Aim, Attempt, Route, desk_routes, kind_in
from tests.samples.communes import CANARY, SECRET, Holdings, stored, written

SEED: Final = 20261123
FULL: Final = 640
"""Requests of one role with one wall, in the full form."""
pytestmark = pytest.mark.leaves_files


class Somebody(NamedTuple):
    """A role, and what of the commune next door somebody with it must not read or change."""

    roles: dict[str, str]
    writes_below: bool = False
    unread: str = CANARY
    unchanged: Callable[[Holdings], Any] = stored


PEOPLE: Final = {
    "author": Somebody({"author": "10501"}),
    "approver": Somebody({"approver": "10501"}),
    "admin": Somebody({"admin": "10501"}),
    "supervisor elsewhere": Somebody({"supervisor": "289"}, writes_below=True),
    "watching supervisor": Somebody({"supervisor": "288"}, unread=SECRET, unchanged=written),
}


WALLS: Final = ("both", "permissions", "firewall")


@pytest.fixture(params=WALLS)
def walls(request):
    if request.param != "both":
        request.getfixturevalue(f"only_{request.param}")
    return request.param


def test_every_parameter_of_the_desk_is_aimed_at():
    """What a new address names is to be added to ``tests.samples.attempts``, with a row of theirs."""
    known = IN_ADDRESS.keys() | OURS.keys() | WORDS.keys() | PLAIN | SUPERUSERS
    unknown = {
        (route.name, name)
        for route in desk_routes()
        for name, _ in route.parameters
        if name not in known and (route.name, name) not in BY_VIEW
    }
    assert unknown == set()


def test_there_is_one_of_every_kind_that_an_address_names(theirs):
    kinds = {kind_in(route, name) for route in desk_routes() for name, _ in route.parameters} - {""}
    assert {kind for kind in kinds if not theirs.numbers[kind]} == set()


@pytest.mark.usefixtures("only_permissions", "only_firewall")
def test_without_walls_much_would_be_read(theirs, mine, person):
    """What is tried does aim at what is there."""
    client = Client(raise_request_exception=False)
    client.force_login(person("ke", admin="10501"))
    aim = Aim(theirs, theirs, random.Random(SEED))
    views = [
        route for route in routes_of_roles() if any(kind_in(route, name) for name, _ in route.parameters)
    ]
    shown = [view.name for view in views if CANARY.encode() in answer_of(client, next(aim.at(view)))]
    # The others show nothing to a GET, or not of every object: a receipt has no text of a commune's.
    assert len(shown) > 18


def routes_of_roles() -> list[Route]:
    return [route for route in desk_routes() if route.name in ALLOWED or route.name.startswith(VIEWS_OF_OURS)]


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


def chosen_attempts(aim: Aim, turn: int) -> Iterator[Attempt]:
    """In the short form a request for one in five of the views of roles, so that five people try them all."""
    if SOAK:
        every = list(aim.at_all())
        yield from aim.chosen.sample(every, min(len(every), FULL))
        return
    routes = [
        route for route in desk_routes() if route.name.startswith("lienthong_") or route.name in ALLOWED
    ]
    for route in routes[turn % len(PEOPLE) :: len(PEOPLE)]:
        yield aim.chosen.choice(list(aim.at(route)))
    yield from aim.chosen.sample(list(aim.at_files()), 2)


@pytest.mark.soak
def test_nothing_of_the_next_commune_is_read_or_changed(walls, theirs, mine, person, capsys):
    tried = 0
    for turn, (name, who) in enumerate(PEOPLE.items(), WALLS.index(walls)):
        if walls == "firewall" and who.unchanged is written:
            continue  # the firewall asks what somebody sees, and a supervisor sees this commune
        user = person(f"ke{turn}", writes_below=who.writes_below, **who.roles)
        aim = Aim(theirs, mine, random.Random(f"{SEED} {name} {walls}"))
        tried += attack(user, name, who, theirs, chosen_attempts(aim, turn))
    with capsys.disabled():
        sys.stdout.write(f"\n{walls}: {tried} requests, none of them a leak ")


def attack(user: Any, name: str, who: Somebody, theirs: Holdings, attempts: Iterator[Attempt]) -> int:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    logged_in = client.cookies.copy()
    before, tried = who.unchanged(theirs), list(attempts)
    for attempt in tried:
        done: list[str] = []
        client.cookies = logged_in.copy()
        with transaction.atomic():
            with connection.execute_wrapper(writes(done)):
                content = answer_of(client, attempt)
            for word in {who.unread, SECRET}:
                assert word.encode() not in content, (name, attempt)
                assert all(word not in letter.body + letter.subject for letter in mail.outbox), (
                    name,
                    attempt,
                )
            if done:
                assert who.unchanged(theirs) == before, (name, attempt)
            transaction.set_rollback(True)
    assert who.unchanged(theirs) == before
    return len(tried)
