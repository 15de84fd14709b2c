"""The desk's screens of publishing show what one may see, and nothing of others."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from cms.pages.models import NoticePage, SectionPage
from cms.pages.planting import plant_sites
from cms.publishing.absent import not_showing
from cms.publishing.models import Change, Lane, Step
from cms.publishing.reasons import in_words, look_left_out
from cms.publishing.receipts import receipt_of
from cms.sharing.models import Decision, LivePage, SectionSetting
from cms.status.views import FRAGMENT
from cms.tenancy.models import Membership, Role
from cms.units.models import Unit


@pytest.fixture
def enter(client):
    """Logs somebody in who has a role in a unit."""

    def enter(unit, role=Role.AUTHOR):
        user = User.objects.create_user(f"u{unit.code}{role}")
        Membership.objects.create(user=user, unit=unit, role=role)
        client.force_login(user)
        return client

    return enter


def test_an_author_sees_the_own_site_alone(enter, communes, step):
    step(communes[0], wanted=3, attempts=1, reason="The bucket refuses.")
    step(communes[1], wanted=3, attempts=1, reason=look_left_out("10549", "huy-hieu.png"))
    page = enter(communes[0]).get(reverse("lienthong_status")).content.decode()
    assert in_words(Step.DEPLOY, "The bucket refuses.") in page
    assert "huy-hieu.png" not in page


def test_only_who_runs_the_system_reads_what_is_for_operators(enter, admin_client, communes, step):
    step(communes[0], wanted=3, attempts=1, reason="The bucket at http://10.0.0.1:9000 refuses.")
    address = reverse("lienthong_status")
    assert "10.0.0.1" in admin_client.get(address).content.decode()
    assert "10.0.0.1" not in enter(communes[0], Role.ADMIN).get(address).content.decode()


def test_a_supervisor_sees_all_below(enter, province, communes, step):
    for unit in (province, *communes):
        step(unit)
    page = enter(province, Role.SUPERVISOR).get(reverse("lienthong_status")).content.decode()
    assert "Đã cập nhật toàn bộ 3 trang thông tin điện tử." in page


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the table under a heading, row by row."""
    body = page.partition(f"<h2>{heading}</h2>")[2].partition("</tbody>")[0]
    return [re.findall(r"<td>(.*?)</td>", row) for row in body.split("<tr>")[2:]]


def test_late_and_stopped_sites_and_the_queue_by_lane(enter, province, communes, step):
    late, stopped = communes
    step(province, wanted=3, lane=Lane.INHERITED)
    step(province, Step.INDEX, wanted=3, lane=Lane.SWEEP, age=180)
    step(late, wanted=3, age=60)
    step(stopped, wanted=3, lane=Lane.INHERITED, age=120, quarantined=True, reason="The bucket refuses.")
    page = enter(province, Role.SUPERVISOR).get(reverse("lienthong_status")).content.decode()
    assert "Có 2 việc cần xem xét" in page
    figures = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert dict(figures) == {
        "đã cập nhật": "0",
        "đang chờ": "1",
        "chậm": "1",
        "đang lỗi, sẽ thử lại": "0",
        "đã dừng vì lỗi": "1",
        "chờ đưa vào tìm kiếm": "1",
    }
    assert rows(page, "Hàng đợi") == [
        ["trang của đơn vị", "đưa lên trang", "1", "1 phút"],
        ["trang từ cấp trên", "đưa lên trang", "2", "2 phút"],
        ["rà soát", "đưa vào tìm kiếm", "1", "3 phút"],
    ]
    named = [f"{unit.full_name} ({unit.code})" for unit in communes]
    why = in_words(Step.DEPLOY, "The bucket refuses.")
    assert rows(page, "Cần xem xét") == [
        [named[0], "chậm", "đưa lên trang", "1 phút", "Chưa có tiến trình nào nhận việc này."],
        [named[1], "đã dừng vì lỗi", "đưa lên trang", "2 phút", why],
    ]


def test_one_site_is_not_counted(enter, communes, step):
    step(communes[0])
    page = enter(communes[0]).get(reverse("lienthong_status")).content.decode()
    assert "Trang thông tin điện tử đã được cập nhật." in page


def test_the_changing_part_comes_alone(enter, communes, step):
    step(communes[0])
    part = enter(communes[0]).get(reverse("lienthong_status"), headers={FRAGMENT: "1"}).content.decode()
    assert part.lstrip().startswith('<p class="lt-summary"')
    assert "<html" not in part


def test_a_receipt_says_why_a_site_is_not_live_yet(enter, province, communes, step, change):
    made = change([communes[0]])
    change_line = made.lines.get()
    step(communes[0], wanted=2, done=1, attempts=1, reason="The bucket refuses.")
    client = enter(province, Role.SUPERVISOR)
    page = client.get(reverse("lienthong_receipt", args=[made.pk])).content.decode()
    assert "Đã lên 0 trong 1 trang" in page
    assert f"{in_words(Step.DEPLOY, '')} Hệ thống sẽ tự thử lại." in page
    assert "The bucket refuses." not in page
    change_line.live_at = change_line.searchable_at = timezone.now()
    change_line.save()
    page = client.get(reverse("lienthong_receipt", args=[made.pk])).content.decode()
    assert "Đã lên đủ 1 trang" in page
    assert "data-settled" in page


def test_deployed_and_not_yet_found(enter, communes, step, change):
    made = change([communes[0]], live_at=timezone.now())
    step(communes[0])
    step(communes[0], Step.INDEX, wanted=2, done=1)
    page = enter(communes[0]).get(reverse("lienthong_receipt", args=[made.pk])).content.decode()
    assert "Đang chờ đến lượt đưa vào tìm kiếm." in page
    assert "Tìm kiếm thấy trên 0 trong 1 trang." in page


def test_a_receipt_of_other_units_does_not_exist(enter, communes, change):
    made = change([communes[1]])
    client = enter(communes[0])
    assert client.get(reverse("lienthong_receipt", args=[made.pk])).status_code == 404
    assert client.get(reverse("lienthong_receipt", args=[made.pk + 1])).status_code == 404


def test_a_receipt_that_is_not_relayed_yet_is_of_those_alone_whose_page_it_is(enter, communes):
    facts = {"unit_id": communes[1].pk}
    made = Change.objects.create(kind="page", what={"title": "Kín", "new": facts}, lane=Lane.OWN)
    address = reverse("lienthong_receipt", args=[made.pk])
    assert enter(communes[0]).get(address).status_code == 404
    assert "Kín" in enter(communes[1]).get(address).content.decode()


def test_a_receipt_shows_of_its_sites_those_that_one_may_see(enter, communes, change):
    made = change(communes)
    page = enter(communes[0]).get(reverse("lienthong_receipt", args=[made.pk])).content.decode()
    assert communes[0].full_name in page
    assert communes[1].full_name not in page


def test_a_receipt_begins_with_who_made_it_and_goes_down_by_name(make_unit, province, change):
    district = make_unit("9", tier="district", parent=province, name="Ân Thi")
    names = enumerate(("Đông", "Ái", "Dân"))
    below = [make_unit(f"1000{n}", parent=district, name=name) for n, name in names]
    made = change([*below, province, district])
    made.what = {"new": {"unit_id": below[0].pk}}
    said = [line.unit.name for line in receipt_of(made).lines]
    assert said == ["Đông", province.name, "Ân Thi", "Ái", "Dân"]


def test_without_a_role_there_is_no_screen(client, communes):
    client.force_login(User.objects.create_user("nobody"))
    assert client.get(reverse("lienthong_status")).status_code in (302, 404)


@pytest.fixture
def offered(province, communes, change):
    """The receipt of a page that the province offers to its communes, live on the sites of all."""
    plant_sites(timezone.localdate())
    section = SectionPage.objects.get(
        path__startswith=Unit.objects.get(pk=province.pk).root_page.path, slug="thong-bao"
    )
    page = NoticePage(title="Mời", slug="moi", reach="all", strength="offered", live=False)
    section.add_child(instance=page)
    page.save_revision().publish()
    made = change([province, *communes], live_at=timezone.now(), searchable_at=timezone.now())
    made.page = page
    made.save()
    return made


def test_units_that_are_only_invited_are_not_among_the_sites_that_show_it(
    enter, province, communes, offered, django_assert_max_num_queries
):
    client = enter(province, Role.SUPERVISOR)
    address = reverse("lienthong_receipt", args=[offered.pk])
    text = client.get(address).content.decode()
    assert "Đã lên đủ 1 trang" in text
    assert "2 đơn vị trong diện nhận không hiển thị trang này" in text
    assert text.count("Đơn vị chưa nhận dùng.") == 2
    Decision.objects.create(unit=communes[0], page=offered.page, adopt=True)
    text = client.get(address).content.decode()
    assert "Đã lên đủ 2 trang" in text
    assert text.count("Đơn vị chưa nhận dùng.") == 1
    with django_assert_max_num_queries(6):
        found = not_showing(offered, [unit.pk for unit in (province, *communes)])
    assert found == {communes[1].pk: "offered"}


def test_a_unit_whose_section_takes_nothing_from_above_is_not_said_to_show_it(
    enter, province, communes, offered
):
    page = offered.page.specific
    page.strength = "default"
    page.save_revision().publish()
    SectionSetting.objects.create(unit=communes[0], section="thong-bao", mode="own")
    client = enter(province, Role.SUPERVISOR)
    text = client.get(reverse("lienthong_receipt", args=[offered.pk])).content.decode()
    assert "Đã lên đủ 2 trang" in text
    assert text.count("Chuyên mục của đơn vị không lấy trang này.") == 1


def test_a_site_that_the_change_takes_the_page_off_is_among_those_it_has_to_reach(communes, offered):
    names = ("unit_id", "section", "slug", "reach")
    was = LivePage.objects.values(*names).get(page=offered.page)
    offered.what = {"old": {**was, "strength": "default"}}
    assert not_showing(offered, [unit.pk for unit in communes]) == {}


def test_of_an_urgent_notice_it_is_said_that_pages_carry_it_later(enter, province, offered):
    client, address = enter(province, Role.SUPERVISOR), reverse("lienthong_receipt", args=[offered.pk])
    assert "Thông báo khẩn" not in client.get(address).content.decode()
    LivePage.objects.filter(page=offered.page).update(urgent_since=timezone.now())
    assert "trong vài phút sẽ được ghi sẵn vào từng trang" in client.get(address).content.decode()


def test_a_unit_that_is_only_invited_reads_so(enter, communes, offered):
    text = enter(communes[0]).get(reverse("lienthong_receipt", args=[offered.pk])).content.decode()
    assert "Chưa trang thông tin điện tử nào hiển thị trang này." in text
    assert "Đơn vị chưa nhận dùng." in text
