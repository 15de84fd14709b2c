"""From the publish click to the sites and to search, in one process."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import Revision

from build.config import load
from build.index.engine import Query
from build.index.opening import open_engine
from build.site_pool import OwnProcess
from cms.publishing import celery, worker
from cms.publishing.models import Change, ReceiptLine, SiteStep, Step
from cms.publishing.receipts import latest_change_of, receipt_of
from cms.publishing.sweep import MOMENTS
from cms.publishing.worker import drain
from cms.sharing.models import Decision, SectionSetting


@pytest.fixture
def config(tmp_path):
    given = load({"LIENTHONG_VAR": str(tmp_path), "LIENTHONG_SITE_URL": settings.SITE_URL})
    return replace(given, jobs=1)


@pytest.fixture
def page_at(config, land):
    """The deployed page's HTML; None where the site has no such page."""

    def page_at(unit: str, slug: str) -> str | None:
        sites = Path(config.target.removeprefix("folder:"))
        path = sites / land[unit].hostname / "tin-tuc" / slug / "index.html"
        return path.read_text() if path.is_file() else None

    return page_at


def found(config, text):
    with closing(open_engine(config.engine)) as engine:
        return {hit.id for hit in engine.search(Query(text=text, size=50)).hits}


def test_a_published_page_is_on_every_site_that_it_reaches_and_in_search(write, config, page_at):
    drain(config)
    page = write("30", "a", title="Phòng chống lụt bão", reach="all", publish=True)
    done = drain(config)
    assert (done.relayed, done.deployed, done.indexed, done.failed) == (1, 4, 4, 0)
    assert all("Phòng chống lụt bão" in page_at(unit, "a") for unit in ("30", "290", "10546", "10549"))
    assert len(found(config, "phòng chống lụt bão")) == 1
    lines = receipt_of(latest_change_of(page)).lines
    assert len(lines) == 4
    assert all(line.live_at and line.searchable_at and not line.why_not_yet for line in lines)


@pytest.mark.usefixtures("quiet")
def test_many_publishes_are_one_build_of_the_last_content(write, config, page_at):
    page = write("10546", "a", publish=True)
    for number in range(2, 21):
        page.title = f"Lần {number:02} trong hai mươi"
        page.save_revision().publish()
    done = drain(config)
    assert (done.relayed, done.deployed, done.unchanged) == (20, 1, 0)
    assert "Lần 20 trong hai mươi" in page_at("10546", "a")
    assert len(found(config, "lần 20 trong hai mươi")) == 1


def test_a_wake_up_does_what_the_clock_brought_too(write, config, page_at, monkeypatch):
    """As Celery's workers do: nobody tells of a page whose hour has come."""
    monkeypatch.setattr(worker, "open_pool", lambda config, jobs: OwnProcess(config))
    page = write("10546", "a")
    Revision.objects.filter(pk=page.save_revision().pk).update(approved_go_live_at=timezone.now())
    assert not Change.objects.filter(page=page).exists()
    with closing(worker.Worker(config)) as woken:
        woken.work(Event(), until_idle=True)
    assert page_at("10546", "a")
    assert celery.QUIET + MOMENTS.total_seconds() < 60


def test_only_the_sites_that_a_change_reaches_are_looked_at(write, config):
    write("10546", "a", publish=True)
    drain(config)
    write("10546", "b", publish=True)
    done = drain(config)
    assert (done.relayed, done.deployed, done.unchanged) == (1, 1, 0)
    assert drain(config).relayed == 0


def test_what_is_withdrawn_leaves_the_sites_and_search(write, config, page_at):
    page = write("30", "a", title="Văn bản thu hồi", reach="all", publish=True)
    drain(config)
    page.unpublish()
    change = Change.objects.latest("pk")
    drain(config)
    assert page_at("10546", "a") is None
    assert found(config, "văn bản thu hồi") == set()
    assert set(SiteStep.objects.filter(step=Step.DEPLOY).values_list("lane", flat=True)) == {0}
    assert ReceiptLine.objects.filter(change=change).exclude(live_at=None).count() == 4


def test_deleting_a_page_and_all_decisions_about_it_is_one_publish(write, land, config, page_at):
    page = write("30", "a", reach="all", publish=True)
    Decision.objects.create(unit=land["10546"], page_id=page.pk, override_fields={"title": "Khác"})
    drain(config)
    assert "Khác" in page_at("10546", "a")
    page.delete()
    assert drain(config).failed == 0
    assert page_at("10546", "a") is None


def test_decisions_and_sections_reach_the_unit_that_made_them(write, land, config, page_at):
    page = write("30", "a", reach="all", publish=True)
    drain(config)
    decision = Decision.objects.create(unit=land["10546"], page_id=page.pk, hide=True)
    assert drain(config).deployed == 1
    assert page_at("10546", "a") is None
    decision.delete()
    drain(config)
    assert page_at("10546", "a")
    SectionSetting.objects.create(unit=land["10549"], section="tin-tuc", mode="own")
    drain(config)
    assert page_at("10549", "a") is None


def test_a_unit_that_is_renamed_is_named_so_on_the_sites_around_it(write, land, config):
    drain(config)
    unit = land["290"]
    unit.full_name = "Thành phố Chí Linh mới"
    unit.save()
    assert drain(config).deployed == 4
    unit.save()
    assert drain(config).relayed == 0


def test_a_unit_that_is_closed_leaves_search(write, land, config):
    write("10549", "a", title="Tin của xã cũ", publish=True)
    drain(config)
    assert found(config, "tin của xã cũ")
    unit = land["10549"]
    unit.valid_to = timezone.localdate()
    unit.save()
    assert drain(config).failed == 0
    assert found(config, "tin của xã cũ") == set()
