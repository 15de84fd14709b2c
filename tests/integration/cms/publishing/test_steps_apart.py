"""Deploying, indexing and purging are steps apart: what fails is tried again alone and holds nothing up."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.utils import timezone

from build.config import load
from build.index.engine import Query
from build.index.opening import open_engine
from build.site_pool import OwnProcess
from cms.publishing import claims
from cms.publishing.claims import Claimant
from cms.publishing.engine import Engine
from cms.publishing.models import Lane, ReceiptLine, SiteStep, Step
from cms.publishing.receipts import latest_change_of, receipt_of
from cms.publishing.relay import raise_after, relay
from cms.publishing.timing import Timing
from cms.publishing.worker import drain

pytestmark = pytest.mark.usefixtures("quiet")

BY = Claimant("a worker", Timing(), hurry=True)
DEAD = "elasticsearch:http://127.0.0.1:9/nobody-answers"


@pytest.fixture
def config(tmp_path):
    given = load({"LIENTHONG_VAR": str(tmp_path), "LIENTHONG_SITE_URL": django_settings.SITE_URL})
    return replace(given, jobs=1)


def work_at(config, moment):
    """All that is due at ``moment`` is done."""
    with closing(OwnProcess(config)) as pool:
        engine = Engine(config, pool, by=Claimant("later", Timing(), hurry=True), clock=lambda: moment)
        while engine.step():
            pass
    return engine.done


def index_steps():
    return SiteStep.objects.filter(step=Step.INDEX)


def test_a_dead_search_server_holds_no_site_up_and_is_caught_up_with(write, config):
    page = write("30", "a", title="Bão số ba", reach="all", publish=True)
    done = drain(replace(config, engine=DEAD))
    # Sites are indexed in groups: one fails, or all that were deployed by then.
    assert (done.deployed, done.indexed) == (4, 0)
    assert 1 <= done.failed <= 4
    lines = receipt_of(latest_change_of(page)).lines
    assert all(line.live_at and not line.searchable_at and line.why_not_yet for line in lines)
    assert all("does not answer" in step.reason for step in index_steps().exclude(reason=""))
    done = work_at(config, timezone.now() + timedelta(seconds=40))
    assert (done.deployed, done.indexed) == (0, 4)
    with closing(open_engine(config.engine)) as engine:
        assert len(engine.search(Query(text="bão số ba")).facets["unit"]) == 4
    assert not ReceiptLine.objects.filter(searchable_at=None).exists()


def test_a_dead_storage_is_said_and_caught_up_with(write, config, monkeypatch):
    facts = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_DEFAULT_REGION": "us-east-1"}
    for name, value in {**facts, "S3_ENDPOINT_URL": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(name, value)
    write("10546", "a", publish=True)
    dead, now = replace(config, target="s3://nobody"), timezone.now()
    assert work_at(dead, now).failed == 1
    SiteStep.objects.update(attempts=Timing().attempts)
    assert work_at(dead, now + timedelta(minutes=1)).failed == 1
    step = SiteStep.objects.get(step=Step.DEPLOY)
    assert (step.attempts, step.quarantined) == (Timing().attempts + 1, False)
    assert "cannot be reached" in step.reason
    assert work_at(config, now + timedelta(minutes=2)).deployed == 1


def test_an_outage_quarantines_nobody_however_long_it_lasts(write, config):
    write("10546", "a", publish=True)
    dead = replace(config, engine=DEAD)
    now = timezone.now()
    for minute in range(15):
        work_at(dead, now + timedelta(minutes=minute))
    step = index_steps().get()
    assert step.attempts == 15
    assert not step.quarantined


@pytest.fixture
def quarantined(write):
    """A page whose site was refused as often as it may be, and when that was the last time."""
    page = write("10546", "a", publish=True)
    now = timezone.now()
    relay(now, Timing())
    for _ in range(Timing().attempts):
        now += timedelta(hours=1)
        (one,) = claims.claim(Step.DEPLOY, BY, now, 9)
        assert claims.fail(one, "The release was refused.", now, Timing())
    step = SiteStep.objects.get(step=Step.DEPLOY)
    assert (step.quarantined, step.reason) == (True, "The release was refused.")
    assert claims.claim(Step.DEPLOY, BY, now + timedelta(days=1), 9) == []
    return page, now


def test_a_quarantined_site_is_released_by_the_next_change(quarantined, config):
    page, _ = quarantined
    page.save_revision().publish()
    assert drain(config).deployed == 1
    step = SiteStep.objects.get(step=Step.DEPLOY)
    assert (step.quarantined, step.reason, step.attempts) == (False, "", 0)


def test_a_quarantined_site_is_released_by_hand(quarantined, capsys):
    _, now = quarantined
    call_command("worker", release=True)
    assert capsys.readouterr().out == "1 steps will be tried again.\n"
    assert len(claims.claim(Step.DEPLOY, BY, now, 9)) == 1


def test_a_takedown_is_due_in_search_whatever_was_put_off_and_whatever_comes_after(land):
    unit, now = land["10546"].pk, timezone.now()
    raise_after(Step.INDEX, {unit: 5}, {unit: Lane.SWEEP}, now)
    (one,) = claims.claim(Step.INDEX, BY, now, 9)
    assert claims.fail(one, "The search server is away.", now, Timing(), outage=True)
    assert claims.claim(Step.INDEX, BY, now, 9) == []
    raise_after(Step.INDEX, {unit: 6}, {unit: Lane.TAKEDOWN}, now)
    raise_after(Step.INDEX, {unit: 7}, {unit: Lane.SWEEP}, now)
    (one,) = claims.claim(Step.INDEX, BY, now, 9)
    assert (one.revision, one.lane) == (7, Lane.TAKEDOWN)
    assert claims.finish(one, now)
    raise_after(Step.INDEX, {unit: 8}, {unit: Lane.SWEEP}, now)
    assert claims.claim(Step.INDEX, BY, now, 9)[0].lane == Lane.SWEEP


def test_a_cache_that_is_not_purged_is_purged_later(write, land, config, settings, tmp_path):
    called = tmp_path / "called"
    settings.PURGE = "false {hostname}"
    write("10546", "a", publish=True)
    done = drain(config)
    assert (done.deployed, done.indexed, done.purged, done.failed) == (1, 1, 0, 1)
    settings.PURGE = f"touch {called}-{{hostname}}"
    assert work_at(config, timezone.now() + timedelta(seconds=40)).purged == 1
    assert [path.name for path in tmp_path.glob("called-*")] == [f"called-{land['10546'].hostname}"]
