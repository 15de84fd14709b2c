"""A page from above becomes the unit's own, at the same address and as it stands."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.pages.models import NoticePage
from cms.pages.rendering import render_body
from cms.sharing.load import load_world
from cms.sharing.models import Decision
from cms.sharing.resolve import resolve_unit
from tests.integration.cms.inherited.conftest import C, D, P
from tests.integration.cms.inherited.test_deciding import post, said

pytestmark = pytest.mark.django_db


def made(land, code=C) -> NoticePage:
    return NoticePage.objects.get(path__startswith=land[code].root_page.path)


def test_the_units_page_says_what_its_site_said(desk, write, land):
    page = write(P, "a", reach="all", fields={"body": "<p>Thân bài</p>", "contact": "Sở", "hours": "Sáng"})
    Decision.objects.create(unit=land[D], page=page, override_fields={"hours": "Chiều"}, override_reach="all")
    Decision.objects.create(unit=land[C], page=page, override_fields={"contact": "Trạm"})
    answer = post(desk(), "detach", page, one=True)
    own = made(land)
    assert (own.title, own.slug, own.contact, own.hours) == ("Trang a", "a", "Trạm", "Chiều")
    assert render_body(own) == "<p>Thân bài</p>"
    assert own.live
    assert own.latest_revision_id
    assert own.first_published_at == page.first_published_at
    assert answer.redirect_chain[-1][0] == f"/quan-tri/pages/{own.pk}/edit/"
    shown = [found for found in resolve_unit(load_world(), land[C].pk) if found.shown]
    assert [found.state for found in shown] == ["own"]
    assert not Decision.objects.filter(unit=land[C]).exists()


def test_what_a_suspended_page_kept_is_what_becomes_of_it(desk, shared, land, edit):
    client = desk()
    post(client, "suspend", shared, one=True)
    edit(shared, contact="Sở mới")
    post(client, "detach", shared, one=True)
    assert made(land).contact == "Sở Y tế"


def test_what_serves_those_below_stays(desk, shared, land):
    Decision.objects.create(
        unit=land[D], page=shared, override_fields={"contact": "Phòng"}, override_reach="all"
    )
    post(desk("approver", D), "detach", shared, one=True)
    assert Decision.objects.filter(unit=land[D]).exists()


@pytest.mark.parametrize("live", [True, False])
def test_a_page_of_the_unit_at_the_address_is_not_overwritten(desk, shared, write, live):
    write(C, "a", live=live)
    pages = Page.objects.count()
    (told,) = said(post(desk(), "detach", shared, one=True))
    assert "Đơn vị đã có trang “Trang a” ở địa chỉ này" in told
    assert Page.objects.count() == pages


def test_a_section_that_does_not_take_the_type_is_told(desk, write, land):
    page = write(P, "a", reach="all")
    section = land[C].root_page.get_children().get(slug="thong-bao")
    Page.objects.get(pk=section.pk).delete()
    (told,) = said(post(desk(), "detach", page, one=True))
    assert "không nhận loại trang ấy" in told


def test_what_no_page_may_be_is_told(desk, write, land, edit):
    begins = {"effective_on": "2025-03-01"}
    page = write(P, "b", kind="legal_document", section="van-ban", reach="all", fields=begins)
    Decision.objects.create(unit=land[C], page=page, override_fields={"ends_on": "2025-06-01"})
    edit(page, effective_on=date(2025, 9, 1))
    (told,) = said(post(desk(), "detach", page, one=True))
    assert "Ngày hết hiệu lực phải sau ngày có hiệu lực." in told
    assert Page.objects.filter(slug="b").count() == 1


def test_several_are_not_detached_at_once(desk, shared, write):
    other = write(P, "b", reach="all")
    client = desk()
    listed = client.get(reverse("lienthong_inherited_list")).context
    assert "detach" in {name for line in listed["lines"] for name, _ in line.more}
    assert "suspend" in dict(listed["bulk"])
    assert "detach" not in dict(listed["bulk"])
    pages = Page.objects.count()
    assert said(post(client, "detach", shared, other)) == [
        "Mỗi lần chỉ tách được một trang, vì trang đã tách do đơn vị tự soạn và cập nhật."
    ]
    assert said(post(client, "detach")) == ["Hãy chọn ít nhất một trang trong danh sách."]
    assert Page.objects.count() == pages
