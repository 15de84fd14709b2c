"""A change that reaches many sites: no process waits for the next batch, and search not for the last site."""

from concurrent.futures import Future
from dataclasses import replace

import pytest
from django.db.models import F
from django.utils import timezone

from build.config import load
from build.outcome import Outcome
from cms.pages.planting import plant_sites
from cms.publishing import engine as engine_module
from cms.publishing.claims import Claimant
from cms.publishing.engine import Engine
from cms.publishing.models import Change, Lane, ReceiptLine, SiteStep, Step
from cms.publishing.timing import Timing

SITES = 24


class ByHand:
    """A pool whose sites are built when the test says so; what is to be indexed is at once."""

    def __init__(self):
        self.building = []

    def build(self, entry, *, allow_shrink=False, look=False):
        self.building.append((Future(), entry))
        return self.building[-1][0]

    def index(self, entries):
        done = Future()
        done.set_result([Outcome(entry.hostname, written=1) for entry in entries])
        return done

    def build_one(self):
        future, entry = self.building.pop(0)
        future.set_result(Outcome(entry.hostname, written=1))


@pytest.fixture
def pool():
    return ByHand()


@pytest.fixture
def published(land, make_unit, write):
    """A page of the province that reaches 24 sites."""
    for number in range(SITES - len(land)):
        make_unit(f"2{number:04}", "commune", land["290"])
    plant_sites(timezone.localdate())
    Change.objects.all().delete()
    return write("30", "a", reach="all", publish=True)


@pytest.fixture
def engine(published, tmp_path, monkeypatch, pool):
    """One that takes sites by the six."""
    for name, value in {"BATCH": 6, "LAST": 4, "GROUP": 4, "AHEAD": 1, "LOOK": 0.0}.items():
        monkeypatch.setattr(engine_module, name, value)
    config = replace(load({"LIENTHONG_VAR": str(tmp_path)}), jobs=2)
    return Engine(config, pool, by=Claimant("a worker", Timing(), hurry=True))


def test_processes_have_sites_to_build_while_the_next_are_prepared(engine, pool, monkeypatch):
    write_units, meanwhile = engine_module.write_units, []

    def watched(*given, **named):
        meanwhile.append(len(pool.building))
        return write_units(*given, **named)

    monkeypatch.setattr(engine_module, "write_units", watched)
    work(engine, pool)
    # The province's own site is urgent, and goes first.
    assert meanwhile[:2] == [0, 1]
    assert len(meanwhile) == 1 + (SITES - 1) // 6 + 1
    assert min(meanwhile[2:]) >= 3


def test_search_finds_most_before_the_last_site_is_built(engine, pool):
    found = []
    work(engine, pool, lambda: found.append(ReceiptLine.objects.exclude(searchable_at=None).count()))
    assert found[-2] >= SITES - 8
    assert not ReceiptLine.objects.filter(searchable_at=None).exists()


def test_a_site_that_hangs_keeps_no_other_from_search(engine, pool):
    hanging = []
    for _ in range(4 * SITES):
        engine.step()
        if not hanging and pool.building:
            hanging.append(pool.building.pop(0))
        if pool.building:
            pool.build_one()
    assert engine.done.indexed == SITES - 1


def test_what_is_urgent_is_built_before_what_waits(engine, pool, write):
    for _ in range(8):
        engine.step()
        pool.build_one()
    ahead = len(pool.building)
    write("10546", "b", publish=True)
    engine.step()
    place = [entry.code for _, entry in pool.building].index("10546")
    assert place <= ahead


def test_own_pages_written_meanwhile_leave_search_no_further_behind(engine, pool, write):
    behind, numbers = [], list(range(SITES))

    def publish():
        if numbers:
            write("10546", f"b{numbers.pop()}", publish=True)
        behind.append(SiteStep.objects.filter(step=Step.INDEX, wanted__gt=F("done")).count())

    work(engine, pool, publish)
    assert max(behind) <= 5


def test_what_is_urgent_is_indexed_before_a_batch_is_prepared_for_building(
    engine, pool, write, land, monkeypatch
):
    work(engine, pool)
    write("30", "b", reach="all", publish=True)
    indexing = SiteStep.objects.filter(step=Step.INDEX, unit=land["10546"])
    assert indexing.update(wanted=F("done") + 1, lane=Lane.OWN) == 1
    taken, claim = [], engine_module.claims.claim

    def watched(step, *given, **named):
        found = claim(step, *given, **named)
        taken.extend((step, one.lane > Lane.OWN) for one in found[:1])
        return found

    monkeypatch.setattr(engine_module.claims, "claim", watched)
    engine.step()
    assert taken == [(Step.DEPLOY, False), (Step.INDEX, False), (Step.DEPLOY, True)]


def test_sites_are_indexed_by_the_group(engine, pool, monkeypatch):
    groups, index = [], pool.index
    monkeypatch.setattr(pool, "index", lambda entries: groups.append(len(entries)) or index(entries))
    work(engine, pool)
    assert sum(groups) == SITES
    assert len(groups) <= SITES / 3


def work(engine, pool, look=lambda: None):
    """Until nothing is left; one site is built a step, and looked at what has become of it."""
    while engine.step():
        if pool.building:
            pool.build_one()
            look()
