"""A commune proposes a page to its district, which takes it, edits it first, or declines."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from build.snapshot.schema import UnitSnapshot
from build.snapshot.store import SnapshotReader
from cms.pages.body import body_from_html
from cms.pages.models import NoticePage
from cms.proposals.models import Proposal, Status
from cms.publishing.writing import write_all
from cms.sharing.load import load_chain_world
from cms.sharing.models import Decision, LivePage
from cms.sharing.published import documents_of
from cms.sharing.resolve import resolve_unit
from cms.units.models import Unit

INDEX = "/quan-tri/de-nghi/"


def text(response):
    return response.content.decode()


@pytest.fixture
def stranger(person, desk):
    person("la", "approver", "E")
    return desk(person("la", "admin", "E"))


def send(client, page, **data):
    return client.post(reverse("lienthong_proposals_send", args=[page.pk]), data, follow=True)


@pytest.fixture
def proposal(below, notice):
    send(below, notice("C"), note="Nhiều xã cùng tuyến điện")
    return Proposal.objects.get()


def answer(client, proposal, **data):
    address = reverse("lienthong_proposals_review", args=[proposal.pk])
    screen = client.get(address)
    version = screen.context["version"] if screen.status_code == 200 else ""
    return client.post(address, {"version": version, **data}, follow=True)


def shown(unit):
    return {found.page.id for found in resolve_unit(load_chain_world([unit.pk]), unit.pk) if found.shown}


def test_it_is_taken_as_it_is_credited_and_shared(proposal, above, land, tmp_path):
    assert "Nhiều xã cùng tuyến điện" in text(above.get(INDEX))
    assert "Nhiều xã cùng tuyến điện" in text(above.get("/quan-tri/"))
    answer(above, proposal, accept="1", reach="all")
    made = LivePage.objects.get(unit=land["D"])
    assert (made.slug, made.reach) == ("cat-dien", "all")
    assert documents_of([made.page_id])[made.page_id].credit == "Phường Bến Tắm"
    assert made.page_id in shown(land["E"])
    write_all(tmp_path)
    unit: UnitSnapshot = SnapshotReader(tmp_path).unit("10549")
    assert [page.origin for page in unit.shown] == ["290"]


def test_the_lower_unit_is_told_and_may_show_the_page_from_above(proposal, above, below, land):
    answer(above, proposal, accept="1", reach="all")
    home = text(below.get("/quan-tri/"))
    assert "Đã nhận" in home
    assert "Dùng bản của cấp trên" in home
    below.post(INDEX, {"replace": proposal.pk})
    own = NoticePage.objects.get(pk=proposal.page_id)
    assert not own.live
    assert shown(land["C"]) == {LivePage.objects.get().page_id}
    assert "Dùng bản của cấp trên" not in text(below.get(INDEX))


def test_where_it_would_leave_a_gap_the_own_page_stays(proposal, above, below):
    answer(above, proposal, accept="1", reach="own")
    assert "Dùng bản của cấp trên" not in text(below.get(INDEX))
    assert "chưa hiển thị ở đơn vị bạn" in text(below.post(INDEX, {"replace": proposal.pk}, follow=True))
    assert NoticePage.objects.get(pk=proposal.page_id).live


def test_it_is_edited_first(proposal, above, below, land):
    opened = answer(above, proposal, edit="1")
    made = NoticePage.objects.exclude(pk=proposal.page_id).get()
    assert opened.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert opened.status_code == 200
    assert (made.live, made.credit, made.path.startswith(land["D"].root_page.path)) == (
        False,
        "Phường Bến Tắm",
        True,
    )
    assert "đang sửa trước khi đăng" in text(below.get(INDEX))


def test_it_is_declined_with_a_reason(proposal, above, below):
    assert "Hãy ghi lý do" in text(answer(above, proposal, decline="1", reason=" "))
    answer(above, proposal, decline="1", reason="Đã có thông báo chung")
    assert "Đã có thông báo chung" in text(below.get("/quan-tri/"))
    assert NoticePage.objects.get().live


def test_nobody_else_sees_or_answers_it(proposal, stranger, below):
    assert "Cắt điện" not in text(stranger.get(INDEX))
    assert answer(stranger, proposal, accept="1").status_code == 404
    assert answer(below, proposal, accept="1").status_code == 404
    assert stranger.post(INDEX, {"withdraw": proposal.pk}).status_code == 404
    assert send(stranger, proposal.page).status_code == 404
    proposal.refresh_from_db()
    assert proposal.status == Status.OPEN


def test_an_author_proposes_nothing(person, desk, notice):
    assert send(desk(person("an", "author", "C")), notice("C")).status_code == 404


def test_there_is_one_open_proposal_a_page(proposal, below):
    assert "đang có một đề nghị chờ trả lời" in text(send(below, proposal.page))
    below.post(INDEX, {"withdraw": proposal.pk})
    send(below, proposal.page)
    assert list(Proposal.objects.order_by("pk").values_list("status", flat=True)) == ["withdrawn", "open"]


def test_a_draft_is_not_proposed(below, notice):
    page = notice("C")
    page.unpublish()
    assert "hãy đăng trang này trước" in text(send(below, page))


def test_what_changed_since_it_was_read_is_read_again(proposal, above):
    address = reverse("lienthong_proposals_review", args=[proposal.pk])
    page = NoticePage.objects.get()
    version = above.get(address).context["version"]
    page.title = "Cắt điện hai ngày"
    page.save_revision().publish()
    assert "vừa sửa trang này" in text(above.post(address, {"accept": "1", "version": version}, follow=True))
    assert LivePage.objects.count() == 1


def test_a_page_that_is_gone_is_told(proposal, above):
    NoticePage.objects.get().delete()
    assert "không còn hiển thị" in text(answer(above, proposal, accept="1"))


def test_a_taken_address_gets_a_number(proposal, above, notice, land):
    notice("D", title="Khác")
    answer(above, proposal, accept="1", reach="all")
    assert set(LivePage.objects.filter(unit=land["D"]).values_list("slug", flat=True)) == {
        "cat-dien",
        "cat-dien-2",
    }


def test_a_longer_list_takes_no_more_queries(below, above, notice):
    def queries(slug):
        send(below, notice("C", slug))
        answer(above, Proposal.objects.order_by("pk").last(), accept="1", reach="all")
        below.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            below.get(INDEX)
        return len(captured)

    assert queries("a") == queries("b") == queries("c")


@pytest.fixture
def closed(land):
    """District D is no more, and C stands under F."""
    new = Unit.objects.create(
        code="291",
        valid_from=date(2004, 1, 1),
        name="Nam Sách",
        full_name="Huyện Nam Sách",
        kind="",
        tier="district",
        hostname="u291.localhost",
    )

    def close():
        Unit.objects.filter(parent=land["D"]).update(parent=new)
        Unit.objects.filter(pk=land["D"].pk).update(valid_to=date(2025, 1, 1))
        return new

    return close


def test_a_proposal_to_a_unit_that_closed_is_kept_and_sent_on(proposal, below, closed):
    new = closed()
    listed = text(below.get(INDEX))
    assert "Thành phố Chí Linh đã kết thúc hoạt động" in listed
    below.post(INDEX, {"again": proposal.pk})
    proposal.refresh_from_db()
    assert (proposal.to, proposal.status, proposal.note) == (new, Status.OPEN, "Nhiều xã cùng tuyến điện")


def test_a_unit_that_closed_gets_no_new_proposal(below, notice, land):
    page = notice("C")
    Unit.objects.filter(pk=land["D"].pk).update(valid_to=date(2025, 1, 1))
    answered = text(send(below, page, note="Chữ đã gõ"))
    assert "Chữ đã gõ" in answered
    assert "đã kết thúc hoạt động; trang của bạn vẫn giữ nguyên" in answered
    assert not Proposal.objects.exists()


@pytest.fixture
def changed(notice, land):
    """A page of the district whose contact the commune says otherwise."""
    page = notice("D", reach="all", contact="Phòng Kinh tế")
    Decision.objects.create(
        unit=land["C"],
        page=page,
        override_fields={"contact": "Ông Nam, 0912"},
        override_base={"contact": "x"},
    )
    return page


def test_the_lists_lead_to_each_other(changed, below):
    send_address = reverse("lienthong_proposals_send", args=[changed.pk])
    above = text(below.get(reverse("lienthong_inherited_list")))
    assert f'href="{send_address}">Đề nghị cấp trên dùng nội dung đã sửa' in above
    assert send_address in text(below.get(INDEX))
    Decision.objects.all().delete()
    assert (
        "Đề nghị cấp trên dùng" not in text(below.get(reverse("lienthong_inherited_list"))).split("<main")[1]
    )
    assert reverse("lienthong_inherited_list") in text(below.get(INDEX)).split("<main")[1]


def test_one_field_is_proposed_and_taken(changed, below, above, land):
    assert "Ông Nam, 0912" in text(below.get(reverse("lienthong_proposals_send", args=[changed.pk])))
    send(below, changed, field="contact")
    proposal = Proposal.objects.get()
    assert (proposal.to, proposal.field) == (land["D"], "contact")
    answer(above, proposal, accept="1")
    document = documents_of([changed.pk])[changed.pk]
    assert (document.fields["contact"], document.credit) == ("Ông Nam, 0912", "Phường Bến Tắm")
    below.post(INDEX, {"replace": proposal.pk})
    decision = Decision.objects.get()
    assert (decision.override_fields, decision.override_base) == (None, None)


def test_a_field_does_not_publish_somebodys_draft(changed, below, above):
    send(below, changed, field="contact")
    draft = changed.specific
    draft.title = "Đang sửa dở"
    draft.save_revision()
    assert "đang có bản sửa chưa đăng" in text(answer(above, Proposal.objects.get(), accept="1"))
    answer(above, Proposal.objects.get(), edit="1")
    latest = NoticePage.objects.get().get_latest_revision_as_object()
    assert (latest.title, latest.contact) == ("Đang sửa dở", "Ông Nam, 0912")
    assert documents_of([changed.pk])[changed.pk].fields["title"] == "Cắt điện"


def test_where_nobody_decides_the_supervisors_are_told(
    person, desk, notice, mailoutbox, django_capture_on_commit_callbacks
):
    person("giam-sat", "supervisor", "D")
    with django_capture_on_commit_callbacks(execute=True):
        send(desk(person("xa", "approver", "C")), notice("C"))
    assert [letter.to for letter in mailoutbox] == [["giam-sat@example.vn"]]


def test_letters_go_to_those_who_decide_and_back(
    person, desk, notice, mailoutbox, django_capture_on_commit_callbacks
):
    below, above = desk(person("xa", "approver", "C")), desk(person("huyen", "admin", "D"))
    person("la", "approver", "E")
    with django_capture_on_commit_callbacks(execute=True):
        send(below, notice("C"))
    assert [letter.to for letter in mailoutbox] == [["huyen@example.vn"]]
    proposal = Proposal.objects.get()
    assert reverse("lienthong_proposals_review", args=[proposal.pk]) in mailoutbox.pop().body
    with django_capture_on_commit_callbacks(execute=True):
        answer(above, proposal, decline="1", reason="Chưa cần")
    assert [(letter.to, "Chưa cần" in letter.body) for letter in mailoutbox] == [(["xa@example.vn"], True)]


def test_the_narrowest_reach_is_chosen_unless_another_is(proposal, above):
    address = reverse("lienthong_proposals_review", args=[proposal.pk])
    assert '<option value="own" selected>' in text(above.get(address))
    answer(above, proposal, accept="1")
    assert LivePage.objects.exclude(page=proposal.page_id).get().reach == "own"


def test_it_is_told_what_every_unit_fills_in_by_itself(notice, below, above):
    body = body_from_html("<p>Gọi {{điện thoại}}</p>")
    send(below, notice("C", body=body))
    address = reverse("lienthong_proposals_review", args=[Proposal.objects.get().pk])
    assert "Nội dung có chỗ điền tự động (điện thoại)" in text(above.get(address))
    send(below, notice("C", "khac"))
    address = reverse("lienthong_proposals_review", args=[Proposal.objects.latest("pk").pk])
    assert "chỗ điền tự động" not in text(above.get(address))
