"""In the desk, "view live" leads to the unit's static site."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page, Site

from cms.pages.models import ArticlePage


@pytest.fixture
def article(province):
    call_command("plant_sites")
    section = Page.objects.get(depth=3, slug="tin-tuc")
    return section.specific.add_child(instance=ArticlePage(title="Khánh thành cầu", slug="cau", live=True))


def test_a_pages_address_is_that_on_its_units_site(article):
    assert article.full_url == "http://hai-duong.localhost:8000/tin-tuc/cau/"
    section = article.get_parent().specific
    assert section.full_url == "http://hai-duong.localhost:8000/tin-tuc/"
    assert section.get_parent().specific.full_url == "http://hai-duong.localhost:8000/"


def test_a_page_of_a_closed_unit_has_no_address(article, province):
    province.valid_to = "2005-01-01"
    province.save()
    assert article.full_url is None


def test_the_desk_links_to_the_site(article, admin_client):
    page = admin_client.get(reverse("wagtailadmin_explore", args=[article.get_parent().pk]))
    assert "http://hai-duong.localhost:8000/tin-tuc/cau/" in page.content.decode()


def test_one_listing_asks_for_hostnames_once(article, rf, django_assert_num_queries):
    request, section = rf.get("/"), article.get_parent().specific
    # The other one is Wagtail's own look at its sites.
    with django_assert_num_queries(2):
        assert article.get_url(request) == section.get_url(request) + "cau/"


def test_wagtails_own_welcome_is_gone(db):
    assert not Site.objects.exists()
    assert list(Page.objects.values_list("depth", flat=True)) == [1]
