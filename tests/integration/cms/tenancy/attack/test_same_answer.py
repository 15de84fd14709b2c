"""What is of another unit and what does not exist get the same answer, to the letter."""

import re

import pytest
from django.urls import URLPattern, get_resolver, reverse

from cms.tenancy.firewall.named import IN_ADDRESS, LEFT_TO_VIEWS
from cms.tenancy.firewall.views import ALLOWED, OURS

NOWHERE = 10**9
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")  # against forged requests, new in every answer
pytestmark = pytest.mark.leaves_files


def views_of_one_object() -> list[tuple[str, str]]:
    """The allowed views whose address names one object and nothing else, and what names it."""
    found = []
    resolvers = [(get_resolver(), "")]
    while resolvers:
        resolver, space = resolvers.pop()
        for pattern in resolver.url_patterns:
            if not isinstance(pattern, URLPattern):
                resolvers.append((pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space))
                continue
            names = list(pattern.pattern.regex.groupindex)
            name = f"{space}{pattern.name}"
            ours = name.startswith(OURS) and (name, *names) not in LEFT_TO_VIEWS
            if (name in ALLOWED or ours) and len(names) == 1 and names[0] in IN_ADDRESS:
                found.append((name, names[0]))
    return sorted(set(found))


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_can_tell_what_there_is(method, client, person, theirs):
    client.force_login(person("ke", admin="10501"))
    views = views_of_one_object()
    assert len(views) > 25
    for name, parameter in views:
        kind = IN_ADDRESS[parameter]
        if kind == "session":  # somebody else's and none at all are both taken for one that has run out
            continue
        answers = [
            getattr(client, method)(reverse(name, args=[number]))
            for number in (theirs.numbers[kind][0], NOWHERE)
        ]
        assert [answer.status_code for answer in answers] == [404, 404], name
        first, second = (TOKEN.sub(b"", answer.content) for answer in answers)
        assert first == second, name


@pytest.mark.parametrize("parameter", ["collection_id", "user", "unit", "parent_page_id"])
def test_a_query_tells_no_more(parameter, client, person, theirs):
    client.force_login(person("ke", admin="10501"))
    kind = {"collection_id": "collection", "parent_page_id": "page"}.get(parameter, parameter)
    for number in (theirs.numbers[kind][0], NOWHERE):
        assert client.get(reverse("wagtailimages:index"), {parameter: number}).status_code == 404
