"""A unit's own values for some fields of a page from above."""

from html import unescape

import pytest
from django.urls import reverse

from cms.pages.models import NoticePage
from cms.sharing.load import load_world
from cms.sharing.models import Decision
from cms.sharing.resolve import resolve_unit
from cms.units.models import Unit
from tests.integration.cms.inherited.conftest import C, D, P

pytestmark = pytest.mark.django_db

DECREE = {"kind": "legal_document", "section": "van-ban"}


def address(page) -> str:
    return reverse("lienthong_inherited_override", args=[page.pk])


def given(client, page, **changes) -> dict[str, str]:
    """What the form sends as it stands, with ``changes``."""
    form = client.get(address(page)).context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value in (None, False):
            continue
        data[bound.html_name] = "on" if value is True else value
    # What Draftail sends is its own form of the text, not HTML.
    data.pop("mine-body", None)
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


def save(client, page, **changes):
    return client.post(address(page), given(client, page, **changes))


def values(land, page, code=C) -> dict:
    (found,) = (found for found in resolve_unit(load_world(), land[code].pk) if found.page.id == page.pk)
    return {name: value.value for name, value in found.values.items()}


def text_of(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def test_the_origins_value_stands_beside_the_units(desk, shared, land):
    Decision.objects.create(unit=land[C], page=shared, override_fields={"contact": "Trạm y tế"})
    text = text_of(desk().get(address(shared)))
    assert "Bản của tỉnh Hải Dương" in text
    assert "Sở Y tế" in text
    assert "Trạm y tế" in text


def test_chosen_fields_are_the_units_and_the_others_follow(desk, shared, land, edit):
    client = desk()
    answer = save(client, shared, **{"use-contact": "on", "mine-contact": "Trạm y tế phường"})
    assert answer.status_code == 302
    assert values(land, shared) == {"contact": "Trạm y tế phường"}
    row = Decision.objects.get()
    assert row.override_base == {"contact": "Sở Y tế"}
    edit(shared, hours="Chiều")
    assert values(land, shared) == {"contact": "Trạm y tế phường"}


def test_a_box_that_is_cleared_follows_again(desk, shared, land, decision):
    client = desk()
    save(client, shared, **{"use-contact": "on", "mine-contact": "x", "use-hours": "on", "mine-hours": "y"})
    save(client, shared, **{"use-contact": None})
    assert values(land, shared) == {"hours": "y"}
    save(client, shared, **{"use-hours": None})
    assert decision(shared) is None


def test_the_base_stays_until_the_value_is_written_anew(desk, shared, land, edit, decision):
    client = desk()
    save(client, shared, **{"use-contact": "on", "mine-contact": "x"})
    edit(shared, contact="Sở mới")
    save(client, shared, **{"use-hours": "on", "mine-hours": "y"})
    assert decision(shared).override_base == {"contact": "Sở Y tế", "hours": "Sáng"}
    save(client, shared, **{"mine-contact": "z"})
    assert decision(shared).override_base["contact"] == "Sở mới"


def test_what_a_unit_between_says_is_what_stands_beside(desk, shared, land, decision):
    Decision.objects.create(
        unit=land[D], page=shared, override_fields={"contact": "Phòng Y tế"}, override_reach="all"
    )
    client = desk()
    assert "Bản của thành phố Chí Linh" in text_of(client.get(address(shared)))
    save(client, shared, **{"use-contact": "on", "mine-contact": "x"})
    assert decision(shared).override_base == {"contact": "Phòng Y tế"}


def test_a_district_can_speak_for_those_below(desk, shared, land):
    client = desk("approver", D)
    save(client, shared, **{"use-contact": "on", "mine-contact": "Phòng Y tế", "reach": "all"})
    assert values(land, shared, C) == {"contact": "Phòng Y tế"}
    assert "reach" not in desk().get(address(shared)).context["form"].fields


def test_locked_fields_are_shown_as_locked_and_kept_asleep(desk, shared, land, edit, decision):
    client = desk()
    save(client, shared, **{"use-contact": "on", "mine-contact": "x"})
    edit(shared, locked_fields=["contact"])
    answer = client.get(address(shared))
    assert "mine-contact" not in answer.context["form"].fields
    assert "Tỉnh Hải Dương không cho cấp dưới sửa mục này." in text_of(answer)
    data = given(client, shared, **{"use-hours": "on", "mine-hours": "y", "mine-contact": "lách"})
    client.post(address(shared), data)
    assert decision(shared).override_fields == {"contact": "x", "hours": "y"}
    assert values(land, shared) == {"hours": "y"}


def test_html_is_cleaned_and_links_lead_to_pages(desk, shared, write, decision, monkeypatch):
    target = write(P, "khac")
    html = f'<p>Xem <a linktype="page" id="{target.pk}">trang khác</a><script>alert(1)</script></p>'
    monkeypatch.setattr("wagtail.admin.rich_text.DraftailRichTextArea.value_from_datadict", lambda *_: html)
    save(desk(), shared, **{"use-body": "on"})
    body = decision(shared).override_fields["body"]
    assert body == '<p>Xem <a href="page:30/thong-bao/khac">trang khác</a></p>'


def test_a_body_with_a_table_is_not_broken_by_the_editor(desk, write, land):
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    page = write(P, "bang", reach="all", fields={"body": table})
    answer = desk().get(address(page))
    assert "mine-body" not in answer.context["form"].fields
    assert "tách thành trang của đơn vị" in text_of(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"use-title": "on", "mine-title": " "}, "Tiêu đề không được để trống."),
        ({"use-contact": "on", "mine-contact": "{{không có}}"}, "Không có chỗ điền tự động"),
        ({"use-place": "on", "mine-place": "x" * 1001}, "Mục này dài nhất 1000 ký tự."),
        ({"mine-contact": "gõ mà quên đánh dấu"}, "Hãy đánh dấu “Dùng bản của đơn vị”"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(desk, shared, changes, sentence):
    client = desk()
    answer = save(client, shared, **{**changes, "use-hours": "on", "mine-hours": "gõ rất lâu"})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "gõ rất lâu" in text_of(answer)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("page", "changes", "sentence"),
    [
        (
            {**DECREE, "fields": {"effective_on": "2025-03-01"}},
            {"use-ends_on": "on", "mine-ends_on": "2025-02-01"},
            "Ngày hết hiệu lực phải sau ngày có hiệu lực.",
        ),
        (
            DECREE,
            {"use-replaced_by": "on", "mine-replaced_by": "45/QĐ-UBND"},
            "hãy ghi ngày hết hiệu lực",
        ),
        (
            {"kind": "schedule", "section": "lich-lam-viec", "fields": {"week": "2025-04-21"}},
            {"use-week": "on", "mine-week": ""},
            "Lịch làm việc phải có tuần",
        ),
    ],
)
def test_what_no_page_may_be_no_override_makes_it(desk, write, page, changes, sentence):
    answer = save(
        desk(),
        write(P, "b", reach="all", **page),
        **{**changes, "use-contact": "on", "mine-contact": "gõ rất lâu"},
    )
    assert answer.status_code == 422
    assert text_of(answer).count(sentence) == 1
    assert "gõ rất lâu" in text_of(answer)
    assert not Decision.objects.exists()


def test_what_was_typed_against_an_older_page_is_shown_beside_the_newer(desk, shared, edit, decision):
    client = desk()
    data = given(client, shared, **{"use-contact": "on", "mine-contact": "gõ rất lâu"})
    edit(shared, contact="Sở vừa đổi")
    answer = client.post(address(shared), data)
    text = text_of(answer)
    assert answer.status_code == 422
    assert "Trang này vừa được sửa ở nơi khác" in text
    assert "gõ rất lâu" in text
    assert "Sở vừa đổi" in text
    assert decision(shared) is None
    seen = answer.context["form"]["seen"].value()
    assert client.post(address(shared), {**data, "seen": seen}).status_code == 302
    assert decision(shared).override_base == {"contact": "Sở vừa đổi"}


def test_two_editors_of_one_page_do_not_overwrite_each_other(desk, shared, decision):
    one, other = desk("approver"), desk("admin")
    data = given(other, shared, **{"use-hours": "on", "mine-hours": "của người sau"})
    save(one, shared, **{"use-hours": "on", "mine-hours": "của người trước"})
    assert other.post(address(shared), data).status_code == 422
    assert decision(shared).override_fields == {"hours": "của người trước"}


@pytest.mark.parametrize(
    ("happens", "sentence"),
    [
        (lambda page: page.unpublish(), "vừa bị gỡ hoặc không còn chia sẻ đến đơn vị"),
        (lambda page: page.delete(), "vừa bị gỡ hoặc không còn chia sẻ đến đơn vị"),
        (lambda page: republish(page, reach="own"), "Trang này không còn chia sẻ đến đơn vị."),
        (lambda page: republish(page, strength="mandatory"), "Đây là trang bắt buộc của tỉnh Hải Dương"),
    ],
)
def test_a_page_that_goes_while_somebody_types_gives_the_text_back(desk, shared, happens, sentence):
    client, number = desk(), shared.pk
    data = given(client, shared, **{"use-contact": "on", "mine-contact": "gõ rất lâu"})
    happens(NoticePage.objects.get(pk=number))
    shared.pk = number
    answer = client.post(address(shared), data)
    assert answer.status_code == 409
    assert sentence in text_of(answer)
    assert "gõ rất lâu" in text_of(answer)
    assert not Decision.objects.filter(override_fields__isnull=False).exists()


def republish(page, **settings):
    for name, value in settings.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_people_are_typed_one_on_a_line(desk, write, land, decision):
    people = [{"name": "Nguyễn Văn A", "post": "Giám đốc", "phone": "", "email": ""}]
    page = write(P, "so", kind="organisation", section="to-chuc", reach="all", fields={"people": people})
    client = desk()
    save(client, page, **{"use-people": "on", "mine-people": "Trần Thị B; Chủ tịch; 0220 1\r\n"})
    assert decision(page).override_fields["people"] == [
        {"name": "Trần Thị B", "post": "Chủ tịch", "phone": "0220 1", "email": ""}
    ]
    answer = save(client, page, **{"mine-people": "; không tên"})
    assert "chưa có họ tên ở đầu" in text_of(answer)


@pytest.mark.parametrize("role", ["author", "supervisor"])
def test_only_those_who_write_and_publish_may(desk, shared, role):
    assert desk(role).get(address(shared)).status_code == 404


def test_a_page_that_does_not_reach_the_unit_is_not_shown(desk, write):
    page = write(P, "rieng", fields={"title": "Việc riêng"})
    answer = desk().get(address(page), follow=True)
    assert "Việc riêng" not in text_of(answer)
    assert "không còn chia sẻ đến đơn vị" in text_of(answer)


def test_a_closed_unit_has_no_screen(desk, shared, land):
    client = desk()
    Unit.objects.filter(pk=land[C].pk).update(valid_to="2020-01-01")
    assert client.get(address(shared)).status_code in (302, 404)
