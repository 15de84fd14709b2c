"""An urgent notice in the snapshot: on the fronts at once, everywhere a minute later, and then gone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.pages.body import body_from_html
from cms.pages.models import NoticePage
from cms.publishing.models import Change, Lane, Watched
from cms.publishing.sweep import sweep
from cms.publishing.urgent import SETTLES_AFTER, record_settled
from cms.publishing.writing import write_all
from cms.sharing.models import LivePage

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def notice(land):
    section = land["290"].root_page.get_children().get(slug="thong-bao")
    page = NoticePage(
        title="Vỡ đê",
        slug="vo-de",
        live=False,
        body=body_from_html("<p>Sơ tán ngay</p>"),
        reach="all",
        strength="mandatory",
        urgent=True,
        expire_at=timezone.now() + timedelta(days=1),
    )
    section.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def since(page):
    return LivePage.objects.get(page=page).urgent_since


def where(snapshot, code, now):
    """On what of a unit's site the notice stands at ``now``; None where the site does not have it."""
    write_all(snapshot.folder, now=now)
    return next((page.urgent_on for page in snapshot.unit(code).shown if page.slug == "vo-de"), None)


@pytest.mark.parametrize("code", ["290", "10546"])
def test_it_begins_on_the_fronts_and_settles_everywhere(snapshot, notice, code):
    begun = since(notice)
    assert where(snapshot, code, begun) == "fronts"
    assert where(snapshot, code, begun + SETTLES_AFTER - SECOND) == "fronts"
    assert where(snapshot, code, begun + SETTLES_AFTER) == "everywhere"
    assert where(snapshot, code, notice.expire_at) is None


def test_other_units_do_not_have_it(snapshot, notice):
    assert where(snapshot, "30", since(notice)) is None


def test_an_edit_does_not_send_it_back_to_the_fronts(notice):
    begun = since(notice)
    notice.title = "Vỡ đê tả ngạn"
    notice.save_revision().publish()
    assert since(notice) == begun


def test_a_notice_that_is_urgent_no_more_is_one_like_others(snapshot, notice):
    notice.urgent = False
    notice.save_revision().publish()
    assert where(snapshot, "10546", timezone.now()) == ""


def test_its_sites_are_looked_at_again_when_it_settles_and_only_then(land, notice):
    settles = since(notice) + SETTLES_AFTER
    changes = Change.objects.count()
    assert record_settled(settles - 20 * SECOND, settles - SECOND) is None
    assert record_settled(settles, settles + 20 * SECOND) is None
    assert Change.objects.count() == changes
    change = record_settled(settles - SECOND, settles)
    assert change.lane == Lane.INHERITED
    assert set(change.what["units"]) == {land[code].pk for code in ("290", "10546", "10549")}


def test_the_worker_does_so_by_the_clock(notice):
    settles = since(notice) + SETTLES_AFTER
    for name in ("moments", "steps", "whole"):
        Watched.objects.create(name=name, at=settles - 20 * SECOND)
    sweep(settles - SECOND)
    assert not Change.objects.filter(kind=Change.Kind.UNITS, lane=Lane.INHERITED).exists()
    sweep(settles + SECOND)
    assert [change.kind for change in Change.objects.filter(kind=Change.Kind.UNITS, lane=Lane.INHERITED)] == [
        Change.Kind.UNITS
    ]
