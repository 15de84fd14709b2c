"""The coverage of a shared page: who shows it, who does not yet, and why."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from django.conf import settings
from django.urls import reverse

from build.config import load
from cms.editors.coverage import Place, coverage
from cms.publishing.models import Change
from cms.publishing.worker import drain
from cms.sharing.models import Decision


@pytest.fixture
def work(tmp_path):
    """Brings the sites up to date."""
    given = load({"LIENTHONG_VAR": str(tmp_path), "LIENTHONG_SITE_URL": settings.SITE_URL})
    return lambda: drain(replace(given, jobs=1))


def places(page):
    return {line.unit.code: line.place for line in coverage(page)}


def test_it_counts_units_as_they_come_to_show_the_page(land, work):
    work()
    page = land.write("P", "bao", reach="all", strength="mandatory")
    assert set(places(page).values()) == {Place.WAITING}
    work()
    assert places(page) == dict.fromkeys(("30", "290", "10546", "10549"), Place.SHOWING)
    assert all(line.live_at for line in coverage(page))


def test_a_page_whose_receipt_is_gone_shows_where_the_site_is_up_to_date(land, work):
    page = land.write("P", "bao", reach="all", strength="mandatory")
    work()
    Change.objects.all().delete()
    assert set(places(page).values()) == {Place.SHOWING}


def test_who_does_not_show_it_is_told_with_the_reason(land, work):
    page = land.write("P", "bao", reach="all")
    land.write("C", "bao")
    Decision.objects.create(unit=land["E"], page=page, hide=True)
    work()
    lines = {line.unit.code: line for line in coverage(page)}
    assert (lines["10546"].place, lines["10549"].place) == (Place.ABSENT, Place.ABSENT)
    assert "trang khác" in lines["10546"].why
    assert "ẩn" in lines["10549"].why


def test_the_screen_counts_and_filters_and_hands_out_a_table(land, desk, work):
    page = land.write("P", "bao", reach="all", strength="mandatory")
    work()
    client, address = desk("author", "P"), reverse("lienthong_coverage", args=[page.pk])
    html = client.get(address).content.decode()
    assert "Trang này đến 4 đơn vị" in html
    assert "Không có đơn vị nào" in client.get(address, {"chi": "absent"}).content.decode()
    answer = client.get(address, {"dang": "csv"})
    assert answer["Content-Disposition"] == 'attachment; filename="do-phu-bao.csv"'
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Mã đơn vị"] for row in rows] == ["10546", "10549", "290", "30"]
    assert {row["Tình trạng"] for row in rows} == {"đang hiển thị"}


def test_a_draft_covers_nothing_and_the_screen_says_what_to_do(land, desk):
    page = land.write("P", "bao", reach="all")
    page.unpublish()
    html = desk("author", "P").get(reverse("lienthong_coverage", args=[page.pk])).content.decode()
    assert "chưa được đăng" in html


def test_others_learn_nothing_of_it(land, desk):
    page = land.write("P", "bao", reach="all")
    address = reverse("lienthong_coverage", args=[page.pk])
    assert desk("admin", "C").get(address).status_code == 404


def test_the_editor_leads_to_receipt_and_coverage(land, desk):
    page = land.write("P", "bao", reach="all")
    html = desk("author", "P").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("lienthong_coverage", args=[page.pk]) in html
    assert reverse("lienthong_receipt", args=[Change.objects.get(page=page).pk]) in html
