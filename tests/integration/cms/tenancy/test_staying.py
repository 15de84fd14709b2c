"""A page stays in its unit: who tries to move or copy it elsewhere reads why not, and nothing is done."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.pages.models import NoticePage
from cms.tenancy.models import Membership

HERE, THERE, FOREIGN = "10501", "10502", "10601"
STAYS = "Không chuyển trang “Cắt điện” sang đơn vị khác được"
COPIED = "Không sao chép trang “Cắt điện” sang đơn vị khác được"


def section(units, code, key="thong-bao"):
    return units[code].root_page.get_children().get(slug=key)


@pytest.fixture
def page(units):
    found = NoticePage(title="Cắt điện", slug="cat-dien", live=False)
    section(units, HERE).add_child(instance=found)
    found.save_revision().publish()
    return found


@pytest.fixture
def desk(units, person):
    """An approver of two communes."""
    user = person("an", approver=HERE)
    Membership.objects.create(user=user, unit=units[THERE], role="approver")
    client = Client()
    client.force_login(user)
    return client


def text(answer):
    return answer.content.decode()


def move(desk, page, to):
    return desk.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk]), follow=True)


def copy(desk, page, to):
    data = {"new_title": "Cắt điện", "new_slug": "cat-dien-2", "new_parent_page": to.pk}
    return desk.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True)


def move_many(desk, page, to):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    return desk.post(f"{address}?id={page.pk}", {"chooser": to.pk}, follow=True)


TRIED = [(move, STAYS), (copy, COPIED), (move_many, STAYS)]
WAYS = pytest.mark.parametrize(("go", "sentence"), TRIED, ids=["move", "copy", "many"])


@WAYS
def test_a_page_is_not_taken_into_another_unit_of_the_same_person(desk, units, page, go, sentence):
    before = Page.objects.count()
    refused = go(desk, page, section(units, THERE))
    assert refused.status_code == 200
    assert sentence in text(refused)
    page.refresh_from_db()
    assert page.get_parent().pk == section(units, HERE).pk
    assert Page.objects.count() == before


@WAYS
def test_of_a_unit_of_others_nothing_is_said(desk, units, page, go, sentence):
    before = Page.objects.count()
    refused = go(desk, page, section(units, FOREIGN))
    assert sentence not in text(refused)
    assert "10601" not in text(refused)
    page.refresh_from_db()
    assert page.get_parent().pk == section(units, HERE).pk
    assert Page.objects.count() == before


def test_within_the_unit_it_is_moved_and_copied(desk, units, page):
    news = section(units, HERE, "lay-y-kien")
    copy(desk, page, section(units, HERE))
    assert section(units, HERE).get_children().count() == 2
    for go, target in ((move, news), (move_many, section(units, HERE))):
        go(desk, page, target)
        page.refresh_from_db()
        assert page.get_parent().pk == target.pk
