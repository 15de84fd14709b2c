"""What goes wrong is told in Vietnamese too, to those within the desk and to those before it."""

import re

import pytest
from django.test import Client

from tests.samples.english import english_in


@pytest.fixture
def client():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def said(answer):
    return " ".join(
        re.sub(r"<style.*?</style>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL).split()
    )


def failing(*_args, **_kwargs):
    raise ZeroDivisionError


def test_a_fault_of_the_program(client, monkeypatch):
    monkeypatch.setattr("cms.status.health.JsonResponse", failing)
    answer = client.get("/healthz")
    assert answer.status_code == 500
    assert "sao chép nội dung vừa gõ" in said(answer)
    assert english_in(said(answer)) == []


@pytest.mark.parametrize(
    "ask", [lambda client: client.get("/khong-co/"), lambda client: client.post("/quan-tri/login/")]
)
def test_what_is_not_there_or_was_not_sent_from_here(client, ask, db):
    answer = ask(client)
    assert answer.status_code in (403, 404)
    assert english_in(said(answer).removeprefix("403 Forbidden")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/quan-tri/", "/quan-tri/login/", "/quan-tri/pages/999999/edit/"])
def test_the_desk_has_a_mark_of_its_own_on_every_screen(admin_client, client, address):
    visitor = client if "login" in address else admin_client
    screen = visitor.get(address).content.decode()
    assert re.findall(r'<link rel="icon"[^>]*href="([^"?]*)', screen) == ["/static/wording/mark.svg"]
    assert "icon-wagtail" not in screen
    assert address.endswith("login/") or "/static/wording/mark.svg" in screen.replace('rel="icon"', "", 1)
