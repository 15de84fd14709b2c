"""A broker that is out keeps nobody from publishing; the workers find by themselves what it did not tell."""

import pytest

from cms.publishing import celery, waking
from cms.publishing.models import Change
from cms.sharing.models import LivePage

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def broker_away(settings, monkeypatch):
    settings.CELERY_BROKER_URL = NOBODY
    monkeypatch.setattr(waking, "_silent_until", [0.0])
    before = celery.app.conf.broker_url
    celery.app.conf.broker_url = NOBODY
    yield
    celery.app.conf.broker_url = before


@pytest.mark.usefixtures("quiet", "broker_away")
def test_pages_are_published_and_recorded_and_it_is_not_asked_each_time(
    write, caplog, django_capture_on_commit_callbacks
):
    for slug in ("a", "b"):
        with django_capture_on_commit_callbacks(execute=True):
            write("10546", slug, publish=True)
    assert set(LivePage.objects.values_list("slug", flat=True)) == {"a", "b"}
    assert Change.objects.filter(processed_at=None).count() == 2
    assert caplog.text.count("No worker could be woken") == 1
