"""What editors plan happens at its time, and what cannot happen holds up nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.publishing.models import Change, Overdue
from cms.publishing.schedule import FAULT, keep_schedule
from cms.sharing.models import LivePage
from tests.samples.english import english_in

SOON = timedelta(hours=1)


def plan(page, **changes):
    """Plan ``changes`` of a page, then let their time come."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.go_live_at = timezone.now() + SOON
    page.save_revision().publish()
    past = timezone.now() - timedelta(seconds=5)
    for revision in Revision.page_revisions.filter(object_id=str(page.pk)).exclude(approved_go_live_at=None):
        revision.approved_go_live_at = past
        revision.content["go_live_at"] = past.isoformat()
        revision.save()


def live_slugs():
    return set(LivePage.objects.values_list("slug", flat=True))


def test_a_page_goes_live_at_its_time_and_says_so_once(write):
    page = write("10546", "ke-hoach")
    plan(page)
    assert live_slugs() == set()
    Change.objects.all().delete()
    keep_schedule()
    assert live_slugs() == {"ke-hoach"}
    assert list(Change.objects.values_list("page_id", flat=True)) == [page.pk]
    keep_schedule()
    assert Change.objects.count() == 1


@pytest.fixture
def collision(write):
    """A planned change of slug that another page has taken meanwhile."""
    page = write("10549", "cu", publish=True)
    plan(page, slug="moi", title="Tên mới")
    write("10549", "moi", publish=True)
    return page


def test_what_cannot_go_live_holds_up_nobody(write, collision):
    other = write("10546", "tot")
    plan(other)
    expired = write("30", "het", publish=True)
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - SOON)
    keep_schedule()
    assert live_slugs() == {"cu", "moi", "tot"}
    missed = Overdue.objects.get()
    assert missed.page_id == collision.pk
    assert "moi" in missed.reason
    assert english_in(missed.reason) == []


def test_what_could_not_be_is_tried_again_and_forgotten_once_done(write, collision):
    keep_schedule()
    since = Overdue.objects.get().since
    keep_schedule()
    assert Overdue.objects.get().since == since
    Page.objects.get(slug="moi", live=True).specific.unpublish()
    Page.objects.filter(slug="moi").update(slug="khac")
    keep_schedule()
    assert not Overdue.objects.exists()
    assert live_slugs() == {"moi"}


def test_a_fault_of_the_program_is_no_sentence_for_editors(write, monkeypatch, caplog):
    page = write("10546", "a", publish=True)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - SOON)
    monkeypatch.setattr("cms.publishing.schedule._withdraw", lambda page: 1 / 0)
    keep_schedule()
    assert Overdue.objects.get().reason == FAULT
    assert "ZeroDivisionError" in caplog.text
