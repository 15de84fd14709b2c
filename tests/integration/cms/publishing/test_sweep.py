"""What comes by the clock alone, and what was lost on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.publishing.models import Change, Lane, SiteStep, Step, Watched
from cms.publishing.relay import relay
from cms.publishing.sweep import MOMENTS, STORAGE, WHOLE, sweep
from cms.publishing.timing import Timing
from cms.sharing.models import LivePage

MINUTE = timedelta(minutes=1)


@pytest.fixture
def swept(land):
    """The moment up to which everything has been looked for."""
    now = timezone.now()
    sweep(now)
    relay(now, Timing())
    Change.objects.all().delete()
    return now


def raised(now):
    """What is wanted of whom since everything was done."""
    SiteStep.objects.all().delete()
    relay(now, Timing())
    return dict(SiteStep.objects.filter(step=Step.DEPLOY).values_list("unit__code", "lane"))


def test_a_page_whose_time_comes_is_on_its_way_within_a_minute(write, swept):
    page = write("290", "a", reach="all", publish=True)
    LivePage.objects.filter(page=page).update(published_at=swept + MINUTE / 2)
    Change.objects.all().delete()
    assert raised(swept) == {}
    sweep(swept + MINUTE)
    assert raised(swept + MINUTE) == {"290": Lane.OWN, "10546": Lane.INHERITED, "10549": Lane.INHERITED}


def test_a_page_that_was_just_published_is_not_looked_at_again(write, swept):
    write("290", "a", reach="all", publish=True)
    assert Change.objects.count() == 1
    sweep(swept + MINUTE)
    assert Change.objects.count() == 1


def test_a_page_whose_time_is_over_is_taken_down_within_a_minute(write, swept):
    page = write("290", "a", reach="all", publish=True)
    LivePage.objects.filter(page=page).update(expires_at=swept + MINUTE / 2)
    Change.objects.all().delete()
    sweep(swept + MINUTE)
    assert set(raised(swept + MINUTE).values()) == {Lane.TAKEDOWN}


def test_once_a_day_no_site_is_known_to_be_as_it_was_deployed(swept):
    relay(swept, Timing())
    SiteStep.objects.filter(step=Step.DEPLOY).update(deployed="as it was", done=1)
    sweep(swept + STORAGE - MINUTE)
    assert set(SiteStep.objects.filter(step=Step.DEPLOY).values_list("deployed")) == {("as it was",)}
    sweep(swept + STORAGE)
    assert set(SiteStep.objects.filter(step=Step.DEPLOY).values_list("deployed")) == {("",)}
    assert set(raised(swept + STORAGE).values()) == {Lane.SWEEP}


def test_wagtails_own_schedule_is_kept(write, swept):
    page = write("10546", "a", publish=True)
    Page.objects.filter(pk=page.pk).update(expire_at=swept - MINUTE)
    Change.objects.all().delete()
    sweep(swept + MINUTE)
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert raised(swept + MINUTE) == {"10546": Lane.TAKEDOWN}


def test_what_is_due_while_no_worker_ran_is_found_by_the_next(write, swept):
    page = write("10546", "a", publish=True)
    LivePage.objects.filter(page=page).update(published_at=swept + timedelta(hours=5))
    Change.objects.all().delete()
    sweep(swept + timedelta(days=3))
    assert "10546" in raised(swept + timedelta(days=3))


def test_what_could_not_be_recorded_is_found_by_the_next(write, swept, monkeypatch):
    page = write("10546", "a", publish=True)
    LivePage.objects.filter(page=page).update(published_at=swept + MINUTE / 2)
    Change.objects.all().delete()
    with monkeypatch.context() as broken:
        broken.setattr("cms.publishing.sweep.units_whose_day_came", lambda last, today: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            sweep(swept + MINUTE)
    assert raised(swept + MINUTE) == {}
    sweep(swept + MINUTE)
    assert raised(swept + MINUTE) == {"10546": Lane.OWN}


def test_a_unit_that_nobody_asked_for_is_found(make_unit, swept):
    make_unit("10600", "commune", None)
    Change.objects.all().delete()
    SiteStep.objects.filter(unit__code="10600").delete()
    sweep(swept + timedelta(minutes=6))
    (change,) = Change.objects.filter(kind=Change.Kind.UNITS)
    assert change.lane == Lane.SWEEP


def test_every_site_is_looked_at_once_in_a_while(swept):
    sweep(swept + WHOLE / 2)
    assert not Change.objects.filter(kind=Change.Kind.EVERYTHING).exists()
    sweep(swept + WHOLE)
    assert raised(swept + WHOLE) == dict.fromkeys(["30", "290", "10546", "10549"], Lane.SWEEP)


def test_of_several_workers_one_looks(swept):
    sweep(swept + MOMENTS)
    mark = Watched.objects.get(pk="moments").at
    sweep(swept + MOMENTS + timedelta(seconds=1))
    assert Watched.objects.get(pk="moments").at == mark
