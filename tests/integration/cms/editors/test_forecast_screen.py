"""Asking for the forecast: what it says, and to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.sharing.models import Decision


def ask(client, section, page=None, **sent):
    address = reverse("lienthong_forecast", args=[section.pk, *([page.pk] if page else [])])
    settings = {"title": "Lịch tiêm", "slug": "", "reach": "all", "strength": "default"}
    return client.post(address, settings | sent, headers={"X-Lien-Thong-Fragment": "1"})


def test_it_counts_the_sites_of_a_new_page(land, desk):
    answer = ask(desk("author", "P"), land.section("P")).content.decode()
    assert "Sẽ cập nhật 4 trang thông tin điện tử (khoảng 12 trang)" in answer
    assert "hiển thị ở 3 đơn vị bên dưới" in answer
    assert "ước tính" in answer


def test_the_address_that_a_live_page_leaves_counts_too(land, desk):
    page = land.write("P", "lich-tiem", reach="all")
    client = desk("author", "P")
    answer = ask(client, land.section("P"), page, slug=page.slug).content.decode()
    assert "4 trang thông tin điện tử (khoảng 12 trang)" in answer
    answer = ask(client, land.section("P"), page, slug="lich-tiem-chung").content.decode()
    assert "4 trang thông tin điện tử (khoảng 16 trang)" in answer


def test_an_urgent_notice_changes_every_page_of_its_sites(land, desk):
    ends_at = timezone.now() + timedelta(days=1)
    page = land.write("D", "vo-de", reach="all", strength="mandatory", urgent=True, expire_at=ends_at)
    client = desk("author", "D")
    for _ in ("live", "draft"):
        answer = ask(client, land.section("D"), page, slug=page.slug, strength="mandatory").content.decode()
        assert "Sẽ cập nhật mọi trang của 3 trang thông tin điện tử, hiển thị ở 2 đơn vị" in answer
        page.unpublish()


def test_it_names_the_units_whose_own_page_lies_at_the_address(land, desk):
    land.write("C", "lich-tiem")
    client, name = desk("author", "P"), land["C"].full_name
    answer = ask(client, land.section("P")).content.decode()
    assert "1 đơn vị giữ trang riêng ở cùng địa chỉ" in answer
    assert name in answer
    answer = ask(client, land.section("P"), strength="mandatory").content.decode()
    assert "1 đơn vị có trang riêng ở cùng địa chỉ; trang riêng đó sẽ bị trang này thay thế" in answer


def test_it_tells_who_hid_the_page_and_who_loses_it(land, desk):
    page = land.write("P", "lich-tiem", reach="all")
    Decision.objects.create(unit=land["C"], page=page, hide=True)
    client = desk("author", "P")
    assert (
        "1 đơn vị đã chọn ẩn trang này"
        in ask(client, land.section("P"), page, slug=page.slug).content.decode()
    )
    answer = ask(client, land.section("P"), page, slug=page.slug, reach="own").content.decode()
    assert "2 đơn vị sẽ không còn hiển thị trang này" in answer


def test_a_reach_with_a_unit_that_is_not_below_is_answered_with_a_sentence(land, desk):
    sent = {"reach": "units", "reach_units": [str(land["P"].pk)]}
    answer = ask(desk("author", "D"), land.section("D"), **sent).content.decode()
    assert "không ở bên dưới đơn vị này; hãy bỏ khỏi phạm vi chia sẻ" in answer


def test_without_a_script_it_is_a_screen_of_its_own(land, desk):
    address = reverse("lienthong_forecast", args=[land.section("P").pk])
    answer = desk("author", "P").post(
        address, {"title": "Lịch tiêm", "reach": "all", "strength": "mandatory"}
    )
    assert "Chưa có gì được lưu hay đăng" in answer.content.decode()


@pytest.mark.parametrize(("role", "letter"), [("author", "E"), ("admin", "C"), ("supervisor", "C")])
def test_others_learn_nothing(land, desk, role, letter):
    assert ask(desk(role, letter), land.section("D")).status_code == 404


def test_a_page_of_another_section_is_not_there(land, desk):
    page = land.write("P", "lich-tiem")
    assert ask(desk("author", "D"), land.section("D"), page).status_code == 404


def test_the_editor_has_it_beside_the_settings_of_sharing(land, desk):
    page = land.write("P", "lich-tiem", reach="all")
    html = desk("author", "P").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f'data-forecast="{reverse("lienthong_forecast", args=[land.section("P").pk, page.pk])}"' in html
    assert "Bắt buộc: mọi đơn vị nhận được đều hiển thị" in html


def test_a_unit_with_nothing_below_is_told_so(land, desk):
    page = land.write("C", "lich-tiem")
    answer = desk("author", "C").get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Không có đơn vị nào bên dưới nên không phải chọn gì" in answer.content.decode()
    assert not answer.context["form"].fields["reach"].required
