"""What Prometheus and a supervisor of processes are told."""

from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.utils import ConnectionHandler
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from cms.publishing.models import Lane
from cms.settings.base import database


@pytest.fixture
def figures(client):
    """All samples by name and labels, as Prometheus' own parser reads them."""

    def figures():
        answer = client.get("/metrics")
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return {
            (sample.name, *sorted(sample.labels.values())): sample.value
            for family in families
            for sample in family.samples
        }

    return figures


def test_the_figures(figures, province, communes, step, change):
    step(province, wanted=3, age=20)
    step(communes[0], wanted=3, attempts=1, lane=Lane.INHERITED)
    began = change(communes, live_at=timezone.now() + timedelta(seconds=4)).at
    found = figures()
    assert found["lienthong_sites", "late"] == 1
    assert found["lienthong_sites", "failing"] == 1
    assert found["lienthong_sites", "unbuilt"] == 1
    assert found["lienthong_queue_sites", "deploy", "own"] == 1
    assert 20 <= found["lienthong_queue_oldest_seconds", "deploy", "own"] < 80
    assert found["lienthong_changes_waiting",] == 0
    assert began is not None
    assert 3.9 <= found["lienthong_publish_seconds", "0.95", "other"] < 60


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "request_", "status"),
    [
        ("", {}, 200),
        ("", {"REMOTE_ADDR": "192.0.2.1"}, 403),
        ("", {"HTTP_X_FORWARDED_FOR": "192.0.2.1"}, 403),
        ("geheim", {}, 403),
        ("geheim", {"HTTP_AUTHORIZATION": "Bearer geheim", "REMOTE_ADDR": "192.0.2.1"}, 200),
        ("geheim", {"HTTP_AUTHORIZATION": "Bearer gehei"}, 403),
    ],
)
def test_the_figures_are_not_for_everybody(client, settings, token, request_, status):
    settings.METRICS_TOKEN = token
    assert client.get("/metrics", **request_).status_code == status


def test_a_process_that_answers_is_alive_without_asking_the_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.fixture
def database_away(django_db_blocker):
    """A PostgreSQL at a port where nobody listens in the place of the database."""
    facts = database("postgres://somebody@127.0.0.1:1/lienthong")
    assert facts["OPTIONS"]["pool"]["timeout"] <= 5
    facts["OPTIONS"]["pool"]["timeout"] = 0.2
    given = connections["default"]
    away = ConnectionHandler({"default": {}, "away": facts})["away"]
    with django_db_blocker.unblock():
        connections["default"] = away
        yield
        connections["default"] = given
        away.close_pool()


@pytest.mark.usefixtures("database_away")
def test_without_its_database_a_process_lives_and_is_not_ready(client):
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unready",
        "because": "The database does not answer; start it, or look at DATABASE_URL.",
    }


@pytest.mark.django_db
def test_ready_is_migrated(client):
    assert client.get("/readyz").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'publishing'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "manage.py migrate" in answer.json()["because"]
