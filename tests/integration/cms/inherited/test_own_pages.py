"""No two pages have one address unseen: whoever saves is told, and so is the dashboard."""

from html import unescape

import pytest
from django.contrib.messages import get_messages

from cms.inherited.own_pages import told_at_save
from cms.inherited.wagtail_hooks import tell_what_has_the_slot
from cms.pages.addresses import addresses_of
from cms.sharing.models import SectionSetting
from tests.integration.cms.inherited.conftest import C, D, P

pytestmark = pytest.mark.django_db


def told(page) -> str:
    return told_at_save(addresses_of([page])[page.pk])


def test_a_page_alone_at_its_address_is_nothing_to_tell(write, shared):
    assert told(write(C, "rieng", live=False)) == ""


def test_under_a_mandatory_page_the_editor_is_told_what_to_do(write):
    write(P, "a", reach="all", strength="mandatory", fields={"title": "Bắt buộc cả tỉnh"})
    write(D, "a", reach="all", strength="mandatory")
    sentence = told(write(C, "a", live=False))
    assert "đang có trang bắt buộc “Bắt buộc cả tỉnh” của tỉnh Hải Dương" in sentence
    assert "hãy đổi địa chỉ" in sentence


def test_in_place_of_a_page_from_above_the_editor_is_told_which(write, shared):
    write(D, "a", reach="all", fields={"title": "Của huyện"})
    assert "thay cho trang “Của huyện” của thành phố Chí Linh" in told(write(C, "a", live=False))


def test_in_a_section_that_takes_only_from_above_the_page_waits(write, land):
    SectionSetting.objects.create(unit=land[C], section="thong-bao", mode="locked")
    assert "chỉ lấy tin bài từ cấp trên" in told(write(C, "a", live=False))


def test_the_desk_says_it_when_a_page_is_saved(desk, write):
    write(P, "a", reach="all", strength="mandatory")
    page, client = write(C, "a", live=False), desk()
    request = client.get("/quan-tri/").wsgi_request
    tell_what_has_the_slot(request, page)
    assert ["trang bắt buộc" in str(message) for message in get_messages(request)] == [True]


def test_the_dashboard_lists_own_pages_that_are_not_shown(desk, write):
    write(P, "a", reach="all", strength="mandatory")
    page = write(C, "a")
    text = unescape(desk().get("/quan-tri/").content.decode())
    assert "bị trang bắt buộc của tỉnh Hải Dương thay chỗ" in text
    assert f"/quan-tri/pages/{page.pk}/edit/" in text
