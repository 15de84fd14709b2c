"""Search finds what the sites show, and nothing else, whatever happened and however often it was out."""

import os
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from build.config import load
from build.index.engine import Query
from build.index.opening import open_engine
from build.site_pool import OwnProcess
from cms.publishing.claims import Claimant
from cms.publishing.engine import Engine
from cms.publishing.timing import Timing
from cms.units.models import Unit
from tests.conftest import figure

pytestmark = pytest.mark.soak

DEAD = "elasticsearch:http://127.0.0.1:9/nobody-answers"
MOVED = 'http-equiv="refresh"'
CAUGHT_UP = timedelta(seconds=60)
"""After the last outage."""


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def config(request, tmp_path):
    """Sites and an index of the test's own."""
    given = load({"LIENTHONG_VAR": str(tmp_path), "LIENTHONG_SITE_URL": settings.SITE_URL})
    if request.param == "elasticsearch":
        given = replace(given, engine=f"elasticsearch:{os.environ['ELASTICSEARCH_URL']}/test-{uuid4().hex}")
    yield replace(given, jobs=1)
    with closing(open_engine(given.engine)) as engine:
        engine.drop()


def work(config, moment):
    """All that is due at ``moment`` is done."""
    with closing(OwnProcess(config)) as pool:
        by = Claimant("worker", Timing(), hurry=True)
        engine = Engine(config, pool, by=by, clock=lambda: moment)
        while engine.step():
            pass


def shown(config):
    """The pages that stand on the sites, as unit/section/slug."""
    sites = Path(config.target.removeprefix("folder:"))
    return {
        f"{unit.code}/tin-tuc/{page.parent.name}"
        for unit in Unit.objects.in_force()
        for page in (sites / unit.hostname / "tin-tuc").glob("*/index.html")
        if MOVED not in page.read_text()
    }


def found(config):
    """The pages that search finds: "tiêu đề" stands in the title of each."""
    with closing(open_engine(config.engine)) as engine:
        engine.settle()
        return {
            hit.id
            for code in Unit.objects.values_list("code", flat=True)
            for hit in engine.search(Query(text="tiêu đề", filters={"unit": code}, size=50)).hits
        }


@pytest.mark.parametrize("seed", range(figure(1, 25)))
def test_search_finds_what_the_sites_show_however_often_it_was_out(country, config, seed):
    land, now = country(seed), timezone.now()
    for turn in range(figure(9, 40)):
        land.happen()
        now += timedelta(seconds=5)
        work(replace(config, engine=DEAD) if turn % 3 else config, now)
    work(config, now + CAUGHT_UP)
    assert shown(config)
    assert found(config) == shown(config)
