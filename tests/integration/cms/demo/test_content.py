"""The sample content is of the days before the demo is made, and stays so."""

from datetime import timedelta

import pytest
from django.core.management.base import CommandError
from django.utils import timezone

from cms.demo import steps
from cms.demo.choice import units_of
from cms.sharing.models import LivePage


@pytest.fixture
def units(db, settings, tmp_path, monkeypatch):
    """The province and its first district, filled today, without pictures."""
    settings.VAR = tmp_path
    monkeypatch.setattr(steps, "draw_pictures", lambda _: {})
    units = steps.import_units(units_of("30", 2))
    steps.fill_with_content(units)
    return units


def test_content_is_of_the_days_before_and_keeps_them_when_the_demo_is_run_later(
    units, monkeypatch, tmp_path
):
    today = timezone.localdate()
    newest = LivePage.objects.filter(published_at__year__lt=2080).latest("published_at").published_at
    assert today - timedelta(days=4) <= timezone.localdate(newest) < today
    filled, mark = LivePage.objects.count(), (tmp_path / "demo" / "imported").read_text()
    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=9))
    assert steps.fill_with_content(units) == filled
    assert (tmp_path / "demo" / "imported").read_text() == mark


def test_content_of_an_unknown_day_is_not_brought_in_twice(units, tmp_path):
    (tmp_path / "demo" / "day").unlink()
    with pytest.raises(CommandError, match="earlier state of this project; delete it"):
        steps.fill_with_content(units)
