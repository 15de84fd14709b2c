"""Whom a change reaches, and what is written for those alone, against writing everything anew."""

import sqlite3
from contextlib import closing
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone

from build.snapshot.store import database_path
from cms.pages.body import body_from_html
from cms.publishing.models import SiteStep
from cms.publishing.relay import relay
from cms.publishing.revisions import next_revision
from cms.publishing.timing import Timing
from cms.publishing.writing import write_all, write_units
from cms.sharing.models import Decision, SectionSetting
from cms.units.models import Unit
from tests.conftest import figure

pytestmark = pytest.mark.soak

REACHES = ["own", "children", "all", "all", {"tiers": ["commune"]}, {"tiers": ["district"]}]
SLUGS = ["a", "b", "c"]


class Country:
    """A province with two districts and some communes, and whatever may happen there."""

    def __init__(self, random: Random, units: dict[str, Unit], write) -> None:
        self.random = random
        self.units = units
        self.pages = []
        for number in range(8):
            code = random.choice(list(units))
            page = write(code, f"{code}-{number}", self._body())
            self.pages.append(page)

    def _body(self) -> str:
        code, slug = self.random.choice(list(self.units)), self.random.choice(SLUGS)
        return f'<p>Xem <a href="page:{code}/tin-tuc/{slug}">trang này</a> {self.random.random()}</p>'

    def happen(self) -> str:
        """Something happens; what."""
        event = self.random.choice(
            [self.publish, self.publish, self.publish, self.withdraw, self.decide, self.choose, self.reform]
        )
        return f"{event.__name__}: {event()}"

    def publish(self) -> str:
        page = self.random.choice(self.pages)
        page.refresh_from_db()
        slug = self.random.choice(SLUGS)
        if not page.get_siblings(inclusive=False).filter(slug=slug).exists():
            page.slug = slug
        page.reach = self.random.choice(REACHES)
        page.strength = self.random.choice(["mandatory", "default", "default", "offered"])
        page.title = f"Tiêu đề {self.random.random()}"
        if self.random.random() < 0.5:
            page.body = body_from_html(self._body())
        page.save_revision().publish()
        return f"{page.url_path} {page.reach} {page.strength}"

    def withdraw(self) -> str:
        page = self.random.choice(self.pages)
        page.refresh_from_db()
        page.unpublish()
        return page.url_path

    def decide(self) -> str:
        unit, page = self.random.choice(list(self.units.values())), self.random.choice(self.pages)
        found = Decision.objects.filter(unit=unit, page_id=page.pk).first()
        if found and self.random.random() < 0.4:
            found.delete()
            return f"{found} taken back"
        decision = found or Decision(unit=unit, page_id=page.pk)
        decision.hide = self.random.random() < 0.3
        decision.adopt = self.random.random() < 0.3
        value = {"contact": self._body() if self.random.random() < 0.5 else "ông A"}
        decision.override_fields = self.random.choice([None, value])
        decision.override_reach = self.random.choice(["own", "all"])
        decision.save()
        return str(decision)

    def choose(self) -> str:
        unit = self.random.choice(list(self.units.values()))
        setting, _ = SectionSetting.objects.get_or_create(unit=unit, section="tin-tuc")
        setting.mode = self.random.choice(["own", "fill", "merge", "locked"])
        setting.order = self.random.choice(["", "own_first"])
        setting.save()
        return f"{setting} {setting.mode}"

    def reform(self) -> str:
        unit = self.random.choice([unit for unit in self.units.values() if unit.tier == "commune"])
        change = self.random.choice(["full_name", "phone", "parent", "hostname", "valid_to"])
        if change == "parent":
            unit.parent = self.random.choice([u for u in self.units.values() if u.tier == "district"])
        elif change == "valid_to":
            unit.valid_to = self.random.choice([None, timezone.localdate()])
        else:
            setattr(unit, change, f"x{self.random.randrange(10**6)}.localhost")
        unit.save()
        return f"{unit.code} {change}"


@pytest.fixture
def country(land, make_unit, write):
    more = {"292": make_unit("292", "district", land["30"])}
    more["10600"] = make_unit("10600", "commune", more["292"])
    from cms.pages.planting import plant_sites

    plant_sites(timezone.localdate())
    land |= {unit.code: unit for unit in Unit.objects.select_related("root_page")}
    return lambda seed: Country(Random(seed), land, write)


def payloads(folder):
    """All that a snapshot holds, but for its revisions."""
    with closing(sqlite3.connect(database_path(folder))) as connection:
        units = dict(connection.execute("SELECT code, payload FROM unit"))
        documents = {row[0] for row in connection.execute("SELECT hash FROM document")}
    return units, documents


@pytest.mark.parametrize("seed", range(figure(3, 100)))
def test_what_is_written_for_the_units_reached_is_all_that_changed(country, tmp_path, seed):
    land = country(seed)
    whole, part = tmp_path / "whole", tmp_path / "part"
    write_all(whole)
    write_all(part)
    for turn in range(figure(12, 40)):
        SiteStep.objects.all().delete()
        happened = land.happen()
        relay(timezone.now(), Timing())
        raised = set(SiteStep.objects.values_list("unit_id", flat=True))
        with transaction.atomic():
            revision = next_revision()
        write_units(part, raised, revision)
        write_all(whole)
        expected, found = payloads(whole), payloads(part)
        wrong = sorted(code for code in expected[0] if found[0].get(code) != expected[0][code])
        assert (wrong, found[0].keys(), found[1]) == ([], expected[0].keys(), expected[1]), (turn, happened)
