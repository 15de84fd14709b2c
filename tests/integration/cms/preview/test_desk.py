"""The preview is the page as the build makes it, on the unit's own site and on any below, and harmless."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from build.snapshot.store import decode_document
from cms.preview.draft import draft_of
from cms.preview.dressing import dressed
from cms.preview.site import seen_at
from cms.preview.words import differences
from cms.sharing.models import Decision, LivePage
from cms.tenancy.models import Role


def see(client, page, mode="own"):
    return client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": mode})


def as_unit(land, code):
    return f"unit:{land[code].pk}"


@pytest.fixture
def notice(write):
    """A notice of the province for all below, which links to another page."""
    write("30", "khac", reach="all")
    return write(
        "30", "a", '<p>Gọi {{điện thoại}}.</p><p><a href="page:30/thong-bao/khac">khác</a></p>', reach="all"
    )


@pytest.mark.parametrize("code", ["30", "290", "10546"])
def test_a_published_page_is_seen_byte_for_byte_as_it_is_deployed(notice, land, deployed, code):
    built = deployed(code, "/thong-bao/a/")
    assert seen_at(draft_of(notice.specific), land[code]).html.decode() == built
    assert f"0220 {code}" in built


def test_a_suspended_page_is_seen_as_its_unit_keeps_it(write, land, deployed):
    page = write("30", "a", reach="all")
    live = LivePage.objects.get(page=page.pk)
    fields = decode_document(bytes(live.document.payload)).fields
    Decision.objects.create(
        unit=land["10546"],
        page=page,
        suspended_since=timezone.now(),
        suspended_fields={**fields, "title": "Tiêu đề cũ"},
        suspended_document=live.document,
    )
    page.title = "Tiêu đề mới"
    page.save_revision().publish()
    built = deployed("10546", "/thong-bao/a/")
    seen = seen_at(draft_of(page), land["10546"])
    assert seen.html.decode() == built
    assert "Tiêu đề cũ" in built
    assert "đang giữ nội dung như hồi" in differences(seen, land["10546"])[0]


def test_an_urgent_notice_stands_above_the_draft_as_above_the_page(write, land, deployed):
    page = write("30", "a", reach="all")
    urgent = {"urgent": True, "strength": "mandatory", "expire_at": timezone.now() + timedelta(days=1)}
    notice = write("30", "bao", reach="all", title="Bão số 9 đổ bộ", **urgent)
    LivePage.objects.filter(page=notice.pk).update(urgent_since=timezone.now() - timedelta(hours=1))
    for found in (page, notice):
        built = deployed("10546", f"/thong-bao/{found.slug}/")
        assert seen_at(draft_of(found.specific), land["10546"]).html.decode() == built
        assert "Bão số 9 đổ bộ" in built


@pytest.mark.parametrize("code", ["30", "10546"])
def test_the_desk_adds_a_banner_and_changes_addresses_alone(enter, notice, land, deployed, code):
    client = enter("30")
    answer = see(client, notice, "own" if code == "30" else as_unit(land, code)).content.decode()
    banner = re.search(r'<div class="lt-preview".*?</div>', answer, re.DOTALL)[0]
    head = re.search(r'<meta name="robots" content="noindex, nofollow">.*?(?=</head>)', answer, re.DOTALL)[0]
    site = settings.SITE_URL.format(hostname=land[code].hostname)
    asset = "/xem-truoc/giao-dien/".__add__
    built = deployed(code, "/thong-bao/a/")
    expected = dressed(
        built, lambda path: asset(path.removeprefix("_a/")), site, banner + "\n", head.rstrip("\n")
    )
    assert answer.split() == expected.split()


def test_overrides_locks_and_placeholders_of_the_unit_count(enter, write, land):
    page = write("30", "a", reach="all", contact="Văn phòng tỉnh", hours="Sáng", locked_fields=["hours"])
    fields = {"contact": "Bộ phận một cửa phường", "hours": "Chiều"}
    Decision.objects.create(unit=land["10546"], page=page, override_fields=fields)
    page.title = "Tiêu đề mới của {{tên đầy đủ}}"
    page.save_revision()
    answer = see(enter("30"), page, as_unit(land, "10546")).content.decode()
    assert "Tiêu đề mới của Xã 10546" in answer
    assert "Bộ phận một cửa phường" in answer
    assert "Văn phòng tỉnh" not in answer
    assert "Chiều" not in answer
    assert "nội dung riêng ở 1 mục" in answer
    other = see(enter("30", Role.APPROVER), page, as_unit(land, "10549")).content.decode()
    assert "Văn phòng tỉnh" in other


def test_a_draft_that_was_never_published_is_seen(enter, write, land):
    page = write("30", "moi", draft=True, reach="all")
    answer = see(enter("30"), page, as_unit(land, "290"))
    assert "Gọi 0220 290, gặp Ông Nguyễn Văn 290." in answer.content.decode()


def test_a_unit_that_would_not_show_it_says_why(enter, write, land):
    page = write("30", "a", reach="all")
    Decision.objects.create(unit=land["290"], page=page, hide=True)
    write("10546", "a", title="Của phường")
    offered = write("30", "moi-dung", reach="all", strength="offered")
    near = write("30", "gan", reach={"tiers": ["district"]})
    client = enter("30")

    def said(page, code):
        answer = see(client, page, as_unit(land, code)).content.decode()
        assert "sẽ không hiển thị ở đây" in answer
        assert "masthead" not in answer
        return answer

    assert "Xã 290 đã ẩn bài này" in said(page, "290")
    assert "Xã 10546 có bài của mình ở cùng địa chỉ: “Của phường”." in said(page, "10546")
    assert "Bài ở mức mời dùng và xã 10549 chưa nhận dùng." in said(offered, "10549")
    assert "Phạm vi chia sẻ của bài không tới xã 10549." in said(near, "10549")


def test_a_page_lies_under_a_mandatory_one_from_above(enter, write):
    own = write("10546", "a")
    write("30", "a", reach="all", strength="mandatory", title="Bắt buộc của tỉnh")
    answer = see(enter("10546"), own).content.decode()
    assert "hiển thị bài bắt buộc của xã 30: “Bắt buộc của tỉnh”." in answer


def test_only_units_below_can_be_chosen(enter, write, land):
    page = write("290", "a", reach="all")
    client = enter("290")
    assert see(client, page, as_unit(land, "10546")).status_code == 200
    for code in ("30", "291", "290"):
        assert see(client, page, as_unit(land, code)).status_code == 404
    assert see(client, page, "unit:abc").status_code == 404


def test_the_panel_keeps_the_unit_that_was_chosen(enter, write, land):
    page = write("30", "a", reach="all")
    client = enter("30")
    assert "0220 290," in see(client, page, "below").content.decode()
    assert "0220 10549," in see(client, page, as_unit(land, "10549")).content.decode()
    assert "0220 10549," in see(client, page, "below").content.decode()


def test_a_commune_has_one_way_to_look_at_it(write):
    assert [name for name, _ in write("10546", "a").preview_modes] == ["own"]
    assert [name for name, _ in write("290", "a").preview_modes] == ["own", "below"]


def test_what_is_typed_and_not_saved_is_seen(enter, write, land):
    page = write("30", "a", reach="all")
    client = enter("30")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    typed = {**form.initial, "title": "Đang gõ", "slug": "a", "comments-TOTAL_FORMS": 0}
    typed |= {"comments-INITIAL_FORMS": 0, "body-count": 0, "files-count": 0, "strength": "default"}
    typed = {name: value for name, value in typed.items() if value is not None}
    saved = client.post(address, typed).json()
    assert saved == {"is_valid": True, "is_available": True}
    answer = client.get(address, {"mode": as_unit(land, "10546"), "in_preview_panel": "true"})
    assert "<title>Đang gõ | Xã 10546</title>" in answer.content.decode()
    assert Page.objects.get(pk=page.pk).title == "Thông báo a"


def test_a_page_that_was_never_saved_is_seen(enter, land):
    client = enter("30")
    section = land["30"].root_page.get_children().get(slug="thong-bao")
    address = reverse("wagtailadmin_pages:preview_on_add", args=["pages", "noticepage", section.pk])
    typed = {"title": "Trang mới", "slug": "", "reach": "all", "strength": "default"}
    typed |= {f"{name}-count": 0 for name in ("body", "files")}
    typed |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "summary": "Của {{tên đầy đủ}}"}
    assert client.post(address, typed).json()["is_available"]
    answer = client.get(address, {"mode": as_unit(land, "290")}).content.decode()
    assert "<title>Trang mới | Xã 290</title>" in answer
    assert "Của Xã 290" in answer


def test_without_units_below_it_says_what_to_choose(enter, write):
    answer = see(enter("10546"), write("10546", "a"), "below").content.decode()
    assert "Không có đơn vị nào bên dưới; hãy chọn “Như trên trang của đơn vị”." in answer


def test_a_list_of_pages_asks_nothing_of_each(write, django_assert_num_queries):
    page = write("30", "a")
    with django_assert_num_queries(0):
        assert page.is_previewable()
        assert page.default_preview_mode == "own"


def test_no_script_of_a_draft_can_run_at_the_desk(enter, write):
    answer = see(enter("10546"), write("10546", "a"))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert "allow-scripts" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]


def test_nobody_sees_a_draft_of_another_unit(enter, write):
    page = write("10546", "a")
    for code, role in (("10549", Role.ADMIN), ("30", Role.ADMIN)):
        assert see(enter(code, role), page).status_code == 404
    assert see(enter("30", Role.SUPERVISOR), page).status_code == 200


def test_every_asset_that_a_preview_names_is_there(enter, write, client):
    answer = see(enter("10546"), write("10546", "a")).content.decode()
    named = re.findall(r'"(/xem-truoc/giao-dien/[^"]+)"', answer)
    assert len(named) >= 2
    client.logout()
    for address in named:
        found = client.get(address)
        assert found.status_code == 200
        assert "immutable" in found["Cache-Control"]
    assert client.get("/xem-truoc/giao-dien/khong-co.css").status_code == 404


def test_the_number_of_queries_does_not_grow(enter, write, django_assert_max_num_queries, land):
    draft = draft_of(write("30", "a", reach="all").specific)
    for number in range(12):
        write("30", f"them-{number}", reach="all")
        write("10546", f"them-{number}")
    with django_assert_max_num_queries(16):
        assert seen_at(draft, land["10546"]).html
