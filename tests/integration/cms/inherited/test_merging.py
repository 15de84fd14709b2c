"""Those above change a field after the unit did: the task, the three versions, and what is chosen."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from cms.inherited.panels import FromAbovePanel
from cms.sharing.load import load_world
from cms.sharing.models import Decision
from cms.sharing.resolve import resolve_unit
from tests.integration.cms.inherited.conftest import C, D, P

pytestmark = pytest.mark.django_db


def address(page) -> str:
    return reverse("lienthong_inherited_merge", args=[page.pk])


def text_of(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def overridden(shared, land):
    """The commune changed the contact and one line of the summary."""
    Decision.objects.create(
        unit=land[C],
        page=shared,
        override_fields={"contact": "Trạm y tế", "summary": "Một\nHai\nBa của xã"},
        override_base={"contact": "Sở Y tế", "summary": "Một\nHai\nBa"},
    )
    return shared


def settle(client, page, field, choice, **data):
    tasks = {task.changed.field: task for task, *_ in client.get(address(page)).context["tasks"]}
    seen = data.pop("seen", tasks[field].seen)
    return client.post(address(page), {"field": field, "choice": choice, "seen": seen, **data}, follow=True)


def shown(land, page) -> dict:
    (found,) = (found for found in resolve_unit(load_world(), land[C].pk) if found.page.id == page.pk)
    return {name: value.value for name, value in found.values.items()}


def test_a_merged_day_cannot_end_a_document_before_it_begins(desk, write, land, edit):
    days = {"effective_on": "2025-03-01", "ends_on": "2026-03-01"}
    page = write(P, "b", kind="legal_document", section="van-ban", reach="all", fields=days)
    row = Decision.objects.create(
        unit=land[C],
        page=page,
        override_fields={"ends_on": "2026-06-01"},
        override_base={"ends_on": "2026-03-01"},
    )
    edit(page, ends_on=date(2026, 4, 1))
    client = desk()
    refused = settle(client, page, "ends_on", "merge", merged="2025-02-01")
    assert "Ngày hết hiệu lực phải sau ngày có hiệu lực." in text_of(refused)
    row.refresh_from_db()
    assert row.override_fields == {"ends_on": "2026-06-01"}
    settle(client, page, "ends_on", "merge", merged="2026-05-01")
    row.refresh_from_db()
    assert row.override_fields == {"ends_on": "2026-05-01"}


def test_nothing_waits_while_nobody_above_changes_the_field(desk, overridden, edit):
    edit(overridden, hours="Chiều")
    client = desk()
    assert "muốn ẩn, nhận dùng hoặc thay đổi" in text_of(client.get("/quan-tri/"))
    told = text_of(desk("author").get("/quan-tri/"))
    assert "Không có gì phải xem" in told
    assert "muốn ẩn" not in told
    assert client.get(address(overridden)).status_code == 302


def test_the_dashboard_and_the_list_tell_of_it(desk, overridden, edit):
    edit(overridden, contact="Sở Y tế mới")
    client = desk()
    dashboard = text_of(client.get("/quan-tri/"))
    assert "Tỉnh Hải Dương đã sửa liên hệ sau khi đơn vị thay đổi" in dashboard
    assert address(overridden) in dashboard
    listed = text_of(client.get(reverse("lienthong_inherited_list"), {"state": "changed"}))
    assert "Cấp trên đã sửa liên hệ sau khi đơn vị thay đổi" in listed


def test_a_unit_between_is_named_as_who_changed_it(desk, overridden, land):
    Decision.objects.create(
        unit=land[D], page=overridden, override_fields={"contact": "Phòng Y tế"}, override_reach="all"
    )
    assert "Thành phố Chí Linh đã sửa liên hệ" in text_of(desk().get("/quan-tri/"))


def test_both_versions_are_shown_whole(desk, overridden, edit):
    edit(overridden, contact="Sở Y tế mới")
    text = text_of(desk().get(address(overridden)))
    assert "<p><mark>Sở</mark> <mark>Y</mark> tế<mark> mới</mark></p>" in text
    assert "<p><mark>Trạm</mark> <mark>y</mark> tế</p>" in text


def test_taking_theirs(desk, overridden, edit, land):
    edit(overridden, contact="Sở Y tế mới")
    settle(desk(), overridden, "contact", "theirs")
    assert shown(land, overridden) == {"summary": "Một\nHai\nBa của xã"}


def test_keeping_mine_is_asked_once(desk, overridden, edit, land):
    edit(overridden, contact="Sở Y tế mới")
    client = desk()
    settle(client, overridden, "contact", "mine")
    assert shown(land, overridden)["contact"] == "Trạm y tế"
    assert client.get(address(overridden)).status_code == 302
    edit(overridden, contact="Sở Y tế mới hơn")
    assert client.get(address(overridden)).status_code == 200


def test_changes_in_different_places_are_merged_by_themselves(desk, overridden, edit, land):
    edit(overridden, summary="Một của tỉnh\nHai\nBa")
    client = desk()
    (task, _, form, _) = client.get(address(overridden)).context["tasks"][0]
    assert not task.has_conflicts
    merged = form["merged"].value()
    assert merged == "Một của tỉnh\nHai\nBa của xã"
    settle(client, overridden, "summary", "merge", merged=merged.replace("\n", "\r\n"))
    assert shown(land, overridden)["summary"] == merged
    assert client.get(address(overridden)).status_code == 302


def test_a_conflict_has_to_be_settled_and_nothing_typed_is_lost(desk, overridden, edit, land):
    edit(overridden, summary="Một\nHai\nBa của tỉnh")
    client = desk()
    merged = client.get(address(overridden)).context["tasks"][0][2]["merged"].value()
    assert "▼ Bản của đơn vị:\nBa của xã\n▼ Bản của cấp trên:\nBa của tỉnh" in merged
    answer = settle(client, overridden, "summary", "merge", merged=f"{merged} gõ thêm")
    assert "Vẫn còn chỗ phải chọn" in text_of(answer)
    assert "gõ thêm" in text_of(answer)
    settle(client, overridden, "summary", "merge", merged="Một\nHai\nBa của cả hai")
    assert shown(land, overridden)["summary"] == "Một\nHai\nBa của cả hai"


def test_what_comes_to_the_same_as_theirs_follows_again(desk, overridden, edit, land):
    edit(overridden, contact="Sở mới")
    settle(desk(), overridden, "contact", "merge", merged="Sở mới")
    assert "contact" not in Decision.objects.get().override_fields


def test_what_was_not_seen_is_not_settled(desk, overridden, edit, land):
    edit(overridden, contact="Sở mới")
    client = desk()
    seen = client.get(address(overridden)).context["tasks"][0][0].seen
    edit(overridden, contact="Sở mới nữa")
    answer = settle(client, overridden, "contact", "merge", seen=seen, merged="gõ rất lâu")
    assert "vừa được sửa lần nữa" in text_of(answer)
    assert "gõ rất lâu" in text_of(answer)
    assert shown(land, overridden)["contact"] == "Trạm y tế"


def test_a_page_that_goes_meanwhile_gives_the_text_back(desk, overridden, edit):
    edit(overridden, contact="Sở mới")
    client = desk()
    seen = client.get(address(overridden)).context["tasks"][0][0].seen
    overridden.unpublish()
    data = {"field": "contact", "choice": "merge", "seen": seen, "merged": "gõ rất lâu"}
    answer = client.post(address(overridden), data)
    assert answer.status_code == 409
    assert "gõ rất lâu" in text_of(answer)


def test_html_is_merged_block_by_block(desk, write, edit, land):
    page = write(P, "html", reach="all", fields={"body": "<p>Một</p><p>Hai</p>"})
    Decision.objects.create(
        unit=land[C],
        page=page,
        override_fields={"body": "<p>Một</p><p>Hai</p><p>Của xã</p>"},
        override_base={"body": "<p>Một</p><p>Hai</p>"},
    )
    edit(page, body="<p>Một của tỉnh</p><p>Hai</p>")
    (task, *_) = desk().get(address(page)).context["tasks"][0]
    assert task.merged == "<p>Một của tỉnh</p><p>Hai</p><p>Của xã</p>"


def test_html_with_tables_is_merged_only_where_nobody_has_to_type(desk, write, edit, land):
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    page = write(P, "bang", reach="all", fields={"body": f"{table}<p>Hai</p>"})
    Decision.objects.create(
        unit=land[C],
        page=page,
        override_fields={"body": f"<p>Của xã</p>{table}<p>Hai</p>"},
        override_base={"body": f"{table}<p>Hai</p>"},
    )
    edit(page, body=f"{table}<p>Hai của tỉnh</p>")
    client = desk()
    settle(client, page, "body", "merge")
    assert shown(land, page)["body"] == f"<p>Của xã</p>{table}<p>Hai của tỉnh</p>"
    edit(page, body=f"<p>Của tỉnh</p>{table}<p>Hai của tỉnh</p>")
    assert "không gộp được" in text_of(client.get(address(page)))
    assert "không gộp được" in text_of(settle(client, page, "body", "merge"))


def test_a_field_that_is_locked_or_suspended_waits_for_nobody(desk, overridden, edit, land):
    edit(overridden, contact="Sở mới", locked_fields=["contact"])
    client = desk()
    assert client.get(address(overridden)).status_code == 302
    edit(overridden, locked_fields=[])
    kept = {"contact": "Sở Y tế", "summary": "Một\nHai\nBa"}
    row = Decision.objects.get()
    row.suspended_since, row.suspended_fields = "2025-03-01T00:00:00Z", kept
    row.save()
    assert client.get(address(overridden)).status_code == 302


@pytest.mark.parametrize("role", ["author", "supervisor"])
def test_only_those_who_write_and_publish_settle(desk, overridden, edit, role):
    edit(overridden, contact="Sở mới")
    assert desk(role).get(address(overridden)).status_code == 404


def test_no_button_says_anything_else(desk, overridden, edit):
    edit(overridden, contact="Sở mới")
    assert desk().post(address(overridden), {"field": "contact", "choice": "all"}).status_code == 404


@pytest.mark.parametrize("others", [1, 10])
def test_the_dashboard_costs_the_same_whatever_there_is(
    desk, write, land, others, django_assert_max_num_queries
):
    for number in range(others):
        page = write(P, f"so-{number}", reach="all", strength="default")
        write(P, f"phai-{number}", reach="all", strength="mandatory")
        write(C, f"phai-{number}")
        fields = {"contact": "x"}
        Decision.objects.create(
            unit=land[C], page=page, override_fields=fields, override_base={"contact": "cũ"}
        )
    client = desk()
    request = client.get("/quan-tri/").wsgi_request
    panel = FromAbovePanel(request)
    with django_assert_max_num_queries(14):
        html = panel.render_html({"request": request})
    assert "thay chỗ" in html
