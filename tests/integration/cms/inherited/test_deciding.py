"""Decisions about pages from above: made, taken back, refused, and whose they are."""

import pytest
from django.urls import reverse

from cms.audit.models import Entry
from cms.sharing.load import load_world
from cms.sharing.models import Decision
from cms.sharing.resolve import resolve_unit
from cms.tenancy.models import UnitSettings
from tests.integration.cms.inherited.conftest import C, D, E, P

pytestmark = pytest.mark.django_db
DECIDE = "/quan-tri/tin-bai-tu-cap-tren/quyet-dinh/"


def post(client, verb, *pages, one=False):
    data = {"one": f"{verb} {pages[0].pk}"} if one else {"verb": verb, "page": [page.pk for page in pages]}
    return client.post(DECIDE, data, follow=True)


def said(answer) -> list[str]:
    return [str(message).strip() for message in answer.context["messages"]]


def state(land, page, code=C) -> str:
    (found,) = (found for found in resolve_unit(load_world(), land[code].pk) if found.page.id == page.pk)
    return found.state


def test_hiding_and_showing_again(desk, shared, land, decision):
    client = desk()
    assert said(post(client, "hide", shared, one=True)) == ["Đã ẩn “Trang a”."]
    assert state(land, shared) == "hidden"
    post(client, "unhide", shared, one=True)
    assert state(land, shared) == "follows"
    assert decision(shared) is None
    labels = Entry.objects.filter(kind="sharing.decision").values_list("label", flat=True)
    assert set(labels) == {f"“Trang a” ở {land[C].in_sentence}"}


def test_adopting_and_leaving(desk, write, land, decision):
    page = write(P, "moi", reach="all", strength="offered")
    client = desk()
    post(client, "adopt", page, one=True)
    assert state(land, page) == "follows"
    post(client, "leave", page, one=True)
    assert state(land, page) == "offered"
    assert decision(page) is None


def test_suspending_keeps_the_page_as_it_is(desk, shared, edit, land):
    client = desk()
    post(client, "suspend", shared, one=True)
    edit(shared, title="Tiêu đề mới")
    assert state(land, shared) == "suspended"
    (found,) = resolve_unit(load_world(), land[C].pk)
    assert found.values["title"].value == "Trang a"
    since = Decision.objects.get().suspended_since
    post(client, "suspend", shared, one=True)
    assert Decision.objects.get().suspended_since == since
    post(client, "resume", shared, one=True)
    assert state(land, shared) == "follows"


def test_following_again_takes_the_units_values_back(desk, shared, land, decision):
    Decision.objects.create(
        unit=land[C], page=shared, override_fields={"contact": "x"}, override_base={"contact": "y"}
    )
    post(desk(), "follow", shared, one=True)
    assert decision(shared) is None


MANDATORY = "“Trang phai”: Đây là trang bắt buộc của tỉnh Hải Dương, đơn vị không "


@pytest.mark.parametrize(
    ("verb", "told"),
    {
        "hide": ["Đã ẩn 3 trang.", f"{MANDATORY}ẩn được."],
        "adopt": [
            "Đã nhận dùng 3 trang.",
            "“Trang phai”: Tỉnh Hải Dương không còn mời dùng trang này, nên không cần nhận dùng.",
        ],
        "suspend": ["Đã giữ nguyên bản hiện nay của 3 trang.", f"{MANDATORY}giữ bản cũ được."],
        "resume": [
            "Đã theo lại bản mới của 3 trang.",
            "“Trang phai”: Quyết định này đã được bỏ trước đó.",
        ],
    }.items(),
)
def test_many_at_once(desk, write, land, verb, told):
    strength = "offered" if verb == "adopt" else "default"
    pages = [write(P, f"so-{number}", reach="all", strength=strength) for number in range(3)]
    must = write(P, "phai", reach="all", strength="mandatory")
    client = desk()
    if verb == "resume":
        post(client, "suspend", *pages)
    assert said(post(client, verb, *pages, must)) == told
    stands = {"hide": "hidden", "suspend": "suspended"}.get(verb, "follows")
    assert {state(land, page) for page in pages} == {stands}
    assert state(land, must) == "follows"


def test_none_chosen_is_told(desk, shared):
    assert said(post(desk(), "hide")) == ["Hãy chọn ít nhất một trang trong danh sách."]


@pytest.mark.parametrize(
    ("settings", "verb", "sentence"),
    [
        (
            {"strength": "mandatory"},
            "hide",
            "Đây là trang bắt buộc của tỉnh Hải Dương, đơn vị không ẩn được.",
        ),
        ({"strength": "mandatory"}, "suspend", "đơn vị không giữ bản cũ được."),
        ({}, "adopt", "không còn mời dùng trang này"),
        ({"reach": "own"}, "hide", "không còn chia sẻ đến đơn vị"),
        ({"live": False}, "hide", "vừa bị gỡ hoặc không còn chia sẻ"),
        ({}, "unhide", "Quyết định này đã được bỏ trước đó."),
        ({"strength": "mandatory"}, "detach", "Đây là trang bắt buộc"),
        ({"reach": "own"}, "detach", "không còn chia sẻ đến đơn vị"),
    ],
)
def test_what_the_rules_refuse_is_refused_in_one_sentence(desk, write, settings, verb, sentence):
    page = write(P, "x", **{"reach": "all", **settings})
    (told,) = said(post(desk(), verb, page, one=True))
    assert sentence in told
    assert not Decision.objects.exists()


def test_a_page_that_was_deleted_meanwhile_is_told_of(desk, shared):
    number, client = shared.pk, desk()
    shared.delete()
    answer = client.post(DECIDE, {"one": f"hide {number}"}, follow=True)
    (told,) = said(answer)
    assert told.startswith("“Trang không còn chia sẻ đến đơn vị”: Trang này vừa bị gỡ hoặc không còn chia sẻ")


def test_a_page_that_does_not_reach_the_unit_keeps_its_title_to_itself(desk, write):
    page = write(P, "rieng", fields={"title": "Việc riêng của tỉnh"})
    (told,) = said(post(desk(), "hide", page, one=True))
    assert "Việc riêng" not in told


def test_a_decision_that_sleeps_can_be_taken_back(desk, shared, land, decision):
    Decision.objects.create(unit=land[C], page=shared, hide=True)
    shared.unpublish()
    post(desk(), "forget", shared, one=True)
    assert decision(shared) is None


@pytest.mark.parametrize("role", ["author"])
def test_who_may_not_publish_decides_nothing(desk, shared, role):
    assert desk(role).post(DECIDE, {"one": f"hide {shared.pk}"}).status_code == 404
    assert not Decision.objects.exists()


def test_who_watches_from_above_decides_nothing_without_the_right_to_write(desk, shared):
    assert desk("supervisor", D).post(DECIDE, {"one": f"hide {shared.pk}"}).status_code == 404
    client = desk("supervisor", P, writes_below=True)
    assert client.post(DECIDE, {"one": f"hide {shared.pk}"}).status_code == 302
    assert not Decision.objects.exists()


def test_a_decision_is_the_acting_units_alone(desk, shared, land):
    post(desk("approver", E), "hide", shared, one=True)
    assert Decision.objects.get().unit == land[E]


@pytest.mark.parametrize(
    "data",
    [
        {"one": "destroy 1"},
        {"one": "hide x"},
        {"verb": "hide", "page": ["1; drop"]},
        {"verb": "x", "page": "1"},
    ],
)
def test_what_no_button_says_is_nothing(desk, data):
    assert desk().post(DECIDE, data).status_code == 404


def test_it_goes_back_to_where_it_was_pressed(desk, shared):
    address = f"{reverse('lienthong_inherited_list')}?state=follows"
    answer = desk().post(DECIDE, {"one": f"hide {shared.pk}", "next": address})
    assert answer.headers["Location"] == address
    answer = desk("admin").post(DECIDE, {"one": f"hide {shared.pk}", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == reverse("lienthong_inherited_list")


def test_where_authors_publish_alone_they_decide_too(desk, shared, land):
    UnitSettings.objects.create(unit=land[C], authors_publish=True)
    post(desk("author"), "hide", shared, one=True)
    assert state(land, shared) == "hidden"
