"""The board in the desk: each unit its own, a supervisor all below, nobody else's."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.board.load import board, boards
from cms.pages.sections import load_sections
from cms.sharing.models import Decision
from cms.tenancy.models import Role

UNIT = reverse("lienthong_board")
BELOW = reverse("lienthong_board_below")


def states(unit):
    return {item.section.key: item.state for item in board(unit).items}


def test_what_a_unit_has_is_what_its_site_shows(land, write):
    assert set(states(land["10546"]).values()) == {"missing"}
    page = write("30", reach="all")
    assert states(land["10546"])["thong-bao"] == "inherited"
    Decision.objects.create(unit=land["10546"], page=page, hide=True)
    assert states(land["10546"])["thong-bao"] == "missing"
    write("10546")
    assert states(land["10546"])["thong-bao"] == "present"
    assert states(land["10549"])["thong-bao"] == "inherited"
    write("10549", "lich-lam-viec", age=30)
    assert states(land["10549"])["lich-lam-viec"] == "stale"


def test_a_units_board_says_what_to_do(land, write, enter):
    write("10546", "lich-lam-viec", age=30)
    page = enter("10546").get(UNIT).content.decode()
    assert "Quá hạn" in page
    assert "hạn 10 ngày một lần" in page
    assert "Điểm a khoản 1 Điều 19 Luật Tiếp cận thông tin" in page
    section = land["10546"].root_page.get_children().get(slug="tin-tuc")
    assert reverse("wagtailadmin_pages:add", args=["pages", "articlepage", section.pk]) in page
    section = land["10546"].root_page.get_children().get(slug="ngan-sach")
    assert reverse("wagtailadmin_pages:add_subpage", args=[section.pk]) in page


def test_who_may_not_write_is_not_sent_to_write(enter, land):
    client = enter("290", Role.SUPERVISOR)
    page = client.get(reverse("lienthong_board_unit", args=[land["10546"].pk])).content.decode()
    assert "Thiếu" in page
    assert "Viết bài" not in page


@pytest.mark.parametrize(
    ("code", "role"), [("10549", Role.ADMIN), ("30", Role.ADMIN), ("291", Role.SUPERVISOR)]
)
def test_another_units_board_is_not_there(enter, land, code, role):
    client = enter(code, role)
    assert client.get(reverse("lienthong_board_unit", args=[land["10546"].pk])).status_code == 404
    assert client.get(reverse("lienthong_board_unit", args=[99999])).status_code == 404


def test_only_supervisors_have_a_table(enter):
    assert enter("10546", Role.ADMIN).get(BELOW).status_code == 404
    assert enter("30", Role.ADMIN).get(BELOW).status_code == 404
    page = enter("290", Role.SUPERVISOR).get(BELOW).content.decode()
    assert "Xã 10546" in page
    assert "Xã 10549" in page
    assert "Xã 10606" not in page
    assert "Xã 291" not in page


def test_without_a_role_there_is_no_board(client, land):
    client.force_login(User.objects.create_user("nobody"))
    assert client.get(UNIT).status_code in (302, 404)
    assert client.get(BELOW).status_code in (302, 404)


def units_in(answer):
    return [one.unit.code for one in answer.context["items"]]


def test_the_table_is_filtered_and_sorted(enter, write):
    write("10546")
    write("10606")
    write("10606", "tin-tuc", "article")
    client = enter("30", Role.SUPERVISOR)
    assert units_in(client.get(BELOW, {"sap_xep": "-co"}))[:2] == ["10606", "10546"]
    assert units_in(client.get(BELOW, {"muc": "tin-tuc", "tinh_trang": "present"})) == ["10606"]
    assert units_in(client.get(BELOW, {"cap": "district"})) == ["290", "291"]
    nothing = client.get(BELOW, {"tinh_trang": "stale"})
    assert "Không có đơn vị nào như vậy" in nothing.content.decode()
    assert 'aria-sort="descending"' in client.get(BELOW, {"sap_xep": "-thieu"}).content.decode()


def test_the_file_holds_what_the_table_shows(enter, write):
    write("10606", "tin-tuc", "article")
    client = enter("30", Role.SUPERVISOR)
    answer = client.get(BELOW, {"xuat": "csv", "cap": "commune"})
    assert "attachment" in answer["Content-Disposition"]
    lines = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [line["Mã"] for line in lines] == ["10546", "10549", "10606"]
    assert lines[2]["Tin tức"] == "Đủ"
    assert len(load_sections("commune")) == sum(int(lines[0][name]) for name in ("Thiếu",))


def test_the_dashboard_says_what_to_write_first(enter, write):
    write("10546", "lich-lam-viec", age=30)
    page = enter("10546").get(reverse("wagtailadmin_home")).content.decode()
    assert "Mức độ đầy đủ" in page
    assert "có 15 mục: 0 đủ, 0 có từ cấp trên, 1 quá hạn, 14 thiếu." in page
    assert "Còn 11 mục nữa cần cập nhật" in page


def test_queries_grow_with_neither_units_nor_pages(land, write):
    def asked(units):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            boards(units)
        return len(queries)

    communes = [land["10546"]]
    few = asked(communes)
    for _ in range(5):
        write("30", reach="all")
        write("10549")
    assert asked([land[code] for code in ("10546", "10549", "10606")]) == few
