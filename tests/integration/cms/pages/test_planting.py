"""Every unit in force has its home page and the sections of its tier; planting goes on from what is there."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.pages.models import HomePage, SectionPage
from cms.pages.planting import Planted, plant_sites
from cms.pages.sections import load_sections
from cms.units.models import Unit

TODAY = date(2025, 1, 1)


@pytest.fixture
def communes(make_unit):
    """Makes communes in a district, by their numbers."""

    def communes(parent, numbers):
        for number in numbers:
            make_unit(str(10000 + number), parent=parent)

    return communes


def test_a_unit_gets_the_sections_of_its_tier(province, planted):
    home = Unit.objects.get(code="30").root_page.specific
    sections = load_sections("province")
    assert isinstance(home, HomePage)
    assert (home.title, home.slug, home.live) == ("Tỉnh Hải Dương", "u30-2004-01-01", True)
    assert [(page.slug, page.title) for page in home.get_children()] == [(s.key, s.title) for s in sections]
    assert all(isinstance(page, SectionPage) for page in home.get_children().specific())


def test_units_and_sections_that_come_later_are_added(communes, district, section):
    communes(district, [1])
    SectionPage.objects.filter(
        path__startswith=Unit.objects.get(code="288").root_page.path, slug="tin-tuc"
    ).get().delete()
    assert plant_sites(TODAY) == Planted(homes=1, sections=len(load_sections("commune")) + 1)
    assert plant_sites(TODAY) == Planted(homes=0, sections=0)
    assert [len(problems) for problems in Page.find_problems()] == [0, 0, 0, 0, 0]


def test_only_units_in_force_get_a_site(province):
    Unit.objects.filter(pk=province.pk).update(valid_to=TODAY)
    assert plant_sites(TODAY) == Planted(homes=0, sections=0)


def test_the_number_of_queries_does_not_grow_with_the_number_of_units(communes, district, planted):
    def plant(numbers):
        communes(district, numbers)
        with CaptureQueriesContext(connection) as captured:
            plant_sites(TODAY)
        return sum(
            query["sql"].startswith(("SELECT", "UPDATE", "DELETE")) for query in captured.captured_queries
        )

    assert plant(range(2)) == plant(range(10, 30))


def test_a_tier_without_sections_is_told_and_nothing_is_planted(make_unit, province):
    make_unit("1", "zone")
    with pytest.raises(CommandError, match="tier 'zone' is not one of those"):
        call_command("plant_sites")
    assert not HomePage.objects.exists()
