"""The button for emergencies: what the form takes, who publishes by it, and how it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.pages.models import NoticePage
from cms.publishing.receipts import latest_change_of
from cms.sharing.models import LivePage


def form(**changes):
    ends_at = timezone.localtime() + timedelta(hours=6)
    return {
        "title": "Vỡ đê tả ngạn sông Thái Bình",
        "text": "Sơ tán ngay.\n\nGọi 114 <khi cần>.",
        "reach": "all",
        "ends_at": f"{ends_at:%d/%m/%Y %H:%M}",
        **changes,
    }


def send(client, unit, **changes):
    return client.post(reverse("lienthong_urgent", args=[unit.pk]), form(**changes))


def test_who_may_publish_publishes_and_sees_the_receipt(land, desk):
    answer = send(desk("approver", "D"), land["D"])
    page = NoticePage.objects.get()
    assert answer.url == reverse("lienthong_receipt", args=[latest_change_of(page).pk])
    live = LivePage.objects.get(page=page)
    assert (live.section, live.strength, live.reach) == ("thong-bao", "mandatory", "all")
    assert live.urgent_since is not None
    assert live.expires_at < timezone.now() + timedelta(hours=7)
    assert "Gọi 114 &lt;khi cần&gt;." in bytes(live.document.payload).decode()


def test_an_author_sends_it_for_approval(land, desk):
    send(desk("author", "D"), land["D"])
    page = NoticePage.objects.get()
    assert not page.live
    assert page.workflow_in_progress
    assert not LivePage.objects.exists()


def test_a_second_pair_of_eyes_is_asked_where_the_unit_has_one(land, desk):
    approver = desk("approver", "D")
    form_asked = approver.get(reverse("lienthong_urgent", args=[land["D"].pk])).content.decode()
    assert "Đăng ngay" in form_asked
    desk("admin", "D")
    form_asked = approver.get(reverse("lienthong_urgent", args=[land["D"].pk])).content.decode()
    assert "Gửi duyệt ngay" in form_asked
    assert "Đăng ngay" not in form_asked
    answer = send(approver, land["D"])
    assert answer.url == reverse("wagtailadmin_home")
    assert "Thông báo CHƯA được đăng" in approver.get(answer.url).content.decode()
    page = NoticePage.objects.get()
    assert not page.live
    assert page.workflow_in_progress


def soon(**length):
    return f"{timezone.localtime() + timedelta(**length):%d/%m/%Y %H:%M}"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_at": ""}, "bắt buộc"),
        ({"ends_at": lambda: soon(hours=-1)}, "Thời điểm kết thúc đã qua"),
        ({"ends_at": lambda: soon(days=31)}, "nhiều nhất 30 ngày"),
        ({"title": ""}, "bắt buộc"),
        ({"title": "Gọi {{ai}}"}, "Không có chỗ điền tự động"),
        ({"reach": "below"}, "Hãy chọn ít nhất một cấp hoặc một đơn vị"),
        ({"reach": "below", "reach_units": lambda land: [land["P"].pk]}, "không ở bên dưới đơn vị này"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_typed_is_lost(land, desk, changes, sentence):
    given = {
        name: value if not callable(value) else value(land) if name == "reach_units" else value()
        for name, value in changes.items()
    }
    answer = send(desk("approver", "D"), land["D"], **given)
    text = answer.content.decode()
    assert sentence in text
    assert "Sơ tán ngay." in text
    assert not NoticePage.objects.exists()


def test_a_second_notice_of_the_same_title_gets_an_address_of_its_own(land, desk):
    client = desk("approver", "D")
    send(client, land["D"])
    send(client, land["D"])
    assert len(set(NoticePage.objects.values_list("slug", flat=True))) == 2


@pytest.mark.parametrize(("role", "letter"), [("author", "E"), ("admin", "C"), ("supervisor", "P")])
def test_others_find_no_such_form(land, desk, role, letter):
    client = desk(role, letter)
    assert client.get(reverse("lienthong_urgent", args=[land["D"].pk])).status_code == 404
    assert send(client, land["D"]).status_code == 404
    assert not NoticePage.objects.exists()


def end(client, page):
    return client.post(reverse("lienthong_urgent_end", args=[page.pk]))


def test_it_is_ended_by_who_may_publish_and_by_nobody_else(land, desk):
    approver = desk("approver", "D")
    send(approver, land["D"])
    page = NoticePage.objects.get()
    assert end(desk("author", "D"), page).status_code == 404
    assert end(desk("admin", "C"), page).status_code == 404
    assert LivePage.objects.exists()
    end(approver, page)
    assert not LivePage.objects.exists()
    assert "đã kết thúc từ trước" in approver.get(end(approver, page).url).content.decode()


def test_another_page_is_not_ended_by_it(land, desk):
    page = land.write("D", "thuong")
    assert end(desk("approver", "D"), page).status_code == 404
    assert LivePage.objects.filter(page=page).exists()


def test_the_dashboard_has_the_button_first_and_what_runs(land, desk):
    approver = desk("approver", "D")
    empty = approver.get("/quan-tri/").content.decode()
    assert "Không có thông báo khẩn cấp nào đang chạy" in empty
    assert empty.index('id="khan-cap') < empty.index('id="cho-duyet')
    send(approver, land["D"])
    running = approver.get("/quan-tri/").content.decode()
    assert "Kết thúc ngay" in running
    assert reverse("lienthong_coverage", args=[NoticePage.objects.get().pk]) in running
    assert "Kết thúc ngay" not in desk("author", "D").get("/quan-tri/").content.decode()


def test_the_list_of_notices_leads_to_it(land, desk):
    address = reverse("lienthong_urgent", args=[land["D"].pk])
    explorer = reverse("wagtailadmin_explore", args=[land.section("D").pk])
    assert address in desk("author", "D").get(explorer).content.decode()


def test_in_the_editor_an_urgent_notice_has_to_be_mandatory_and_to_end(land, desk):
    page = land.write("D", "thuong", reach="all")
    page.urgent = True
    with pytest.raises(Exception, match="phải là trang bắt buộc"):
        page.full_clean()
    page.strength = "mandatory"
    with pytest.raises(Exception, match="phải có thời điểm kết thúc"):
        page.full_clean()
    page.expire_at = timezone.now() + timedelta(days=1)
    page.full_clean()


def test_one_is_asked_before_it_ends(land, desk):
    approver = desk("approver", "D")
    send(approver, land["D"])
    page = NoticePage.objects.get()
    address = reverse("lienthong_urgent_end", args=[page.pk])
    assert address in approver.get("/quan-tri/").content.decode()
    asked = approver.get(address).content.decode()
    assert "Trang sẽ mất khỏi 3 trang thông tin điện tử, trong đó 2 của đơn vị bên dưới." in asked
    assert LivePage.objects.filter(page=page).exists()
    assert desk("author", "D").get(address).status_code == 404


def test_a_commune_sees_what_runs_on_its_site_from_above(land, desk):
    send(desk("approver", "D"), land["D"])
    ends = timezone.localtime(NoticePage.objects.get().expire_at)
    home = desk("approver", "C").get("/quan-tri/").content.decode()
    assert "Vỡ đê tả ngạn sông Thái Bình" in home
    assert f"của {land['D'].in_sentence}, đến {ends:%H:%M %d/%m/%Y}" in home
    assert "Không có thông báo khẩn cấp nào đang chạy" not in home
    assert "Kết thúc ngay" not in home
    above = desk("approver", "P").get("/quan-tri/").content.decode()
    assert "Không có thông báo khẩn cấp nào đang chạy" in above


def test_its_end_is_asked_for_as_other_moments_are(land, desk):
    client = desk("approver", "D")
    form_asked = client.get(reverse("lienthong_urgent", args=[land["D"].pk])).content.decode()
    assert "datetime-local" not in form_asked
    assert 'initDateTimeChooser("id_ends_at"' in form_asked
    assert '"validateOnBlur": false' in form_asked
    refused = send(client, land["D"], ends_at="ngày mai").content.decode()
    assert "hãy ghi ngày/tháng/năm giờ:phút" in refused
