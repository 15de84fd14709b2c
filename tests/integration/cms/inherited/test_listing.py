"""The list of what comes from above: states in words, filters, and what it costs."""

from html import unescape

import pytest
from django.urls import reverse

from cms.sharing.models import Decision, SectionSetting
from tests.integration.cms.inherited.conftest import C, D, E, P

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/tin-bai-tu-cap-tren/"


def listed(client, **query) -> str:
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split("<main")[-1].split())


def test_every_state_is_said_in_words(desk, write, land):
    pages = {
        slug: write(P, slug, reach="all", **more)
        for slug, more in {
            "theo": {},
            "doi": {},
            "huyen": {},
            "giu": {},
            "an": {},
            "moi": {"strength": "offered"},
            "nhan": {"strength": "offered"},
            "thua": {},
            "bat-buoc": {"strength": "mandatory"},
        }.items()
    }
    commune, district = land[C], land[D]
    Decision.objects.create(unit=commune, page=pages["doi"], override_fields={"contact": "x", "hours": "y"})
    Decision.objects.create(
        unit=district, page=pages["huyen"], override_fields={"contact": "x"}, override_reach="all"
    )
    Decision.objects.create(
        unit=commune,
        page=pages["giu"],
        suspended_since="2025-03-01T01:00:00Z",
        suspended_fields={"title": "Cũ"},
    )
    Decision.objects.create(unit=commune, page=pages["an"], hide=True)
    Decision.objects.create(unit=commune, page=pages["nhan"], adopt=True)
    Decision.objects.create(unit=commune, page=pages["bat-buoc"], hide=True)
    write(C, "thua")
    write(C, "bat-buoc")
    text = listed(desk())
    for words in (
        "Theo tỉnh Hải Dương",
        "Theo tỉnh Hải Dương, có thay đổi ở: liên hệ, thời gian tiếp nhận",
        "Theo tỉnh Hải Dương; thành phố Chí Linh đã đổi: liên hệ",
        "Giữ nguyên bản ngày 01/03/2025, tạm ngừng theo tỉnh Hải Dương",
        "Đã ẩn ở đây",
        "Tỉnh Hải Dương mời dùng",
        "Đã nhận dùng, theo tỉnh Hải Dương",
        "Nhường chỗ cho trang của đơn vị cùng địa chỉ",
        "Trang của đơn vị bị trang bắt buộc của tỉnh Hải Dương thay chỗ",
        "Quyết định chưa có tác dụng: Đây là trang bắt buộc của tỉnh Hải Dương, đơn vị không ẩn được.",
    ):
        assert words in text


def test_a_section_can_leave_pages_out(desk, shared, write, land):
    SectionSetting.objects.create(unit=land[C], section="thong-bao", mode="own")
    assert "Không hiển thị: chuyên mục này đang chỉ lấy tin bài của đơn vị" in listed(desk())


def test_own_pages_that_are_shown_are_not_in_it(desk, write, shared):
    write(C, "cua-xa")
    assert "Trang cua-xa" not in listed(desk())


def test_of_a_page_that_is_no_longer_public_nothing_is_said(desk, shared, edit, decision, land):
    Decision.objects.create(unit=land[C], page=shared, hide=True)
    shared.unpublish()
    shared.title = "Bí mật của tỉnh"
    shared.save()
    text = listed(desk())
    assert "Bí mật" not in text
    assert "Trang không còn chia sẻ đến đơn vị" in text
    assert "Quyết định chưa có tác dụng: ẩn" in text


def test_it_can_be_narrowed(desk, write, shared, land):
    write(
        D,
        "tin-huyen",
        section="tin-tuc",
        kind="article",
        reach="all",
        fields={"title": "Đường Hoàng Hoa Thám"},
    )
    Decision.objects.create(unit=land[C], page=shared, hide=True)
    client = desk()
    assert "Trang a" not in listed(client, section="tin-tuc")
    assert "Đường Hoàng Hoa Thám" not in listed(client, origin=land[P].pk)
    assert "Đường Hoàng Hoa Thám" in listed(client, origin=land[D].pk)
    assert "Trang a" in listed(client, state="hidden")
    assert "Trang a" not in listed(client, state="follows")
    for typed in ("duong hoang", "Đường", "THÁM hoa"):
        found = listed(client, q=typed)
        assert "Đường Hoàng Hoa Thám" in found
        assert "Trang a" not in found
    assert "Không có trang nào khớp" in listed(client, q="không có chữ này")
    assert "Trang a" in listed(client, state="la", origin="x")


def test_long_lists_have_pages(desk, write):
    for number in range(27):
        write(P, f"so-{number:02}", reach="all")
    client = desk()
    assert listed(client).count('class="above-line"') == 25
    assert listed(client, p="2").count('class="above-line"') == 2


@pytest.mark.parametrize("others", [1, 12])
def test_it_costs_the_same_whatever_there_is(desk, write, land, others, django_assert_max_num_queries):
    for number in range(others):
        page = write(P, f"so-{number}", reach="all")
        Decision.objects.create(
            unit=land[C], page=page, override_fields={"contact": "x"}, override_base={"contact": "cũ"}
        )
        write(E, f"xa-khac-{number}")
    client = desk()
    client.get(LIST)
    with django_assert_max_num_queries(24):
        client.get(LIST)


def test_authors_see_it_and_decide_nothing(desk, shared):
    text = listed(desk("author"))
    assert "Trang a" in text
    assert '<button type="submit" name="one"' not in text


def test_who_has_no_role_finds_nothing(desk, shared, client, django_user_model):
    client.force_login(
        django_user_model.objects.create_user("ai-do"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(LIST).status_code in (302, 404)


def test_a_unit_with_nobody_above_is_told_so(desk):
    assert "không có cấp trên" in listed(desk("approver", P))


def test_an_empty_list_says_what_to_do_first(desk):
    assert "việc đầu tiên nên làm" in listed(desk())


def test_the_menu_leads_to_it(desk, shared):
    assert reverse("lienthong_inherited_list") in desk().get("/quan-tri/").content.decode()
