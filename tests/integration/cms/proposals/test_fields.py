"""A commune proposes its own text of one field: only while the page reaches it, and never over newer text."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.pages.models import NoticePage
from cms.proposals.models import Proposal, Status
from cms.sharing.models import Decision
from cms.sharing.published import documents_of


def text(response):
    return response.content.decode()


@pytest.fixture
def changed(notice, land):
    """A page of the district whose contact and hours a commune says otherwise, another one the hours."""
    page = notice("D", reach="all", contact="Phòng Kinh tế", hours="Sáng")
    Decision.objects.create(unit=land["E"], page=page, override_fields={"hours": "Cả tuần"})
    Decision.objects.create(
        unit=land["C"], page=page, override_fields={"contact": "Ông Nam, 0912", "hours": "Cả ngày"}
    )
    return page


def edit(page, **values):
    """Publishes the page anew."""
    page = page.specific
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def screen(page):
    return reverse("lienthong_proposals_send", args=[page.pk])


def send(client, page, field="contact", note="Dễ gọi hơn"):
    return client.post(screen(page), {"field": field, "note": note}, follow=True)


def answer(client, proposal, **data):
    """Reads the proposal, then answers it."""
    address = reverse("lienthong_proposals_review", args=[proposal.pk])
    return client.post(address, {"version": client.get(address).context["version"], **data}, follow=True)


def withdraw_and_rewrite(page):
    page.unpublish()
    draft = page.specific
    draft.title = draft.draft_title = "Tin chưa công bố"
    draft.save_revision()
    draft.save()


def take_back_reach(page):
    edit(page, reach="own", title="Tin chưa công bố")


@pytest.mark.parametrize("leave", [withdraw_and_rewrite, take_back_reach])
def test_what_no_longer_reaches_the_unit_shows_nothing_and_is_not_proposed(changed, below, leave):
    leave(changed)
    for shown in (below.get(screen(changed)), send(below, changed)):
        assert "không còn chia sẻ đến phường Bến Tắm" in text(shown)
        assert "Tin chưa công bố" not in text(shown)
    assert "Dễ gọi hơn" in text(send(below, changed))
    assert not Proposal.objects.exists()


def test_the_title_is_the_published_one(changed, below):
    draft = changed.specific
    draft.title = "Tin chưa công bố"
    draft.save_revision()
    NoticePage.objects.filter(pk=changed.pk).update(title="Tin chưa công bố")
    shown = text(below.get(screen(changed)))
    assert "“Cắt điện”" in shown
    assert "Tin chưa công bố" not in shown


def contact():
    """Of the district's page, a draft of it included."""
    return NoticePage.objects.get().get_latest_revision_as_object().contact


REFUSED = [
    ({"locked_fields": ["contact"]}, "Thành phố Chí Linh không cho cấp dưới sửa mục “Liên hệ”"),
    ({"strength": "mandatory"}, "Đây là trang bắt buộc của thành phố Chí Linh"),
    ({"reach": "own"}, "không còn chia sẻ đến phường Bến Tắm"),
]


@pytest.mark.parametrize(("settings", "sentence"), REFUSED[1:])
def test_what_nobody_below_may_change_is_not_proposed(changed, below, settings, sentence):
    edit(changed, **settings)
    refused = text(send(below, changed))
    assert sentence in refused
    assert "Dễ gọi hơn" in refused
    assert not Proposal.objects.exists()


def test_a_locked_field_is_not_offered_and_not_taken_from_a_form(changed, below):
    edit(changed, locked_fields=["contact"])
    shown = text(below.get(screen(changed)))
    assert 'value="hours"' in shown
    assert 'value="contact"' not in shown
    refused = text(send(below, changed, "contact"))
    assert "Hãy chọn mục" in refused
    assert "Dễ gọi hơn" in refused
    assert not Proposal.objects.exists()
    edit(changed, locked_fields=["contact", "hours"])
    assert "không cho cấp dưới sửa mục nào" in text(send(below, changed, "contact"))


@pytest.mark.parametrize(("settings", "sentence"), REFUSED)
def test_what_cannot_be_changed_any_more_is_not_accepted(changed, below, above, settings, sentence):
    send(below, changed)
    edit(changed, **settings)
    proposal = Proposal.objects.get()
    for button in ("accept", "edit"):
        refused = text(answer(above, proposal, **{button: "1", "reason": "Chữ đã gõ"}))
        assert sentence in refused
        assert "Chữ đã gõ" in refused
    proposal.refresh_from_db()
    assert proposal.status == Status.OPEN
    assert contact() == "Phòng Kinh tế"


@pytest.mark.parametrize("button", ["accept", "edit"])
def test_newer_text_of_the_origin_is_shown_and_not_lost(changed, below, above, button):
    send(below, changed)
    proposal = Proposal.objects.get()
    address = reverse("lienthong_proposals_review", args=[proposal.pk])
    read = above.get(address)
    assert "Phòng Kinh tế" in text(read)
    edit(changed, contact="Phòng Kinh tế và Hạ tầng, 0913")
    refused = text(above.post(address, {"version": read.context["version"], button: "1"}, follow=True))
    for shown in (
        "Thành phố Chí Linh vừa sửa trang này",
        "Phòng Kinh tế và Hạ tầng, 0913",
        "Ông Nam, 0912",
        "đã sửa mục này sau khi phường Bến Tắm đề nghị",
    ):
        assert shown in refused
    proposal.refresh_from_db()
    assert proposal.status == Status.OPEN
    assert contact() == "Phòng Kinh tế và Hạ tầng, 0913"
    answer(above, proposal, **{button: "1"})
    assert contact() == "Ông Nam, 0912"


def test_what_cannot_be_published_is_told(changed, below, above):
    send(below, changed)
    ended = timezone.now() - timedelta(minutes=1)
    NoticePage.objects.filter(pk=changed.pk).update(expire_at=ended)
    refused = text(answer(above, Proposal.objects.get(), accept="1", reason="Chữ đã gõ"))
    assert "Chưa đăng được: Thời điểm hết hạn phải sau" in refused
    assert "Chữ đã gõ" in refused
    assert Proposal.objects.get().status == Status.OPEN


def test_what_cannot_be_published_is_taken_to_be_mended(changed, below, above):
    send(below, changed)
    draft = changed.specific
    draft.expire_at = timezone.now() - timedelta(minutes=1)
    draft.save_revision(clean=False)
    assert "Nhận và sửa trước khi đăng" in text(answer(above, Proposal.objects.get(), accept="1"))
    answer(above, Proposal.objects.get(), edit="1")
    assert Proposal.objects.get().status == Status.ACCEPTED
    assert contact() == "Ông Nam, 0912"


def test_everybody_whose_text_is_taken_is_credited_once(changed, below, above, person, desk):
    other = desk(person("xa-khac", "approver", "E"))
    for client, field in ((below, "contact"), (other, "hours"), (below, "hours")):
        send(client, changed, field)
        answer(above, Proposal.objects.get(status=Status.OPEN), accept="1")
    document = documents_of([changed.pk])[changed.pk]
    assert document.credit == "Phường Bến Tắm; Xã Hưng Đạo"
    assert (document.fields["contact"], document.fields["hours"]) == ("Ông Nam, 0912", "Cả ngày")


def test_a_proposal_names_whoever_proposed_the_page_before(notice, below, above):
    page = notice("C", credit="Thôn Đông")
    below.post(screen(page))
    answer(above, Proposal.objects.get(), accept="1", reach="own")
    made = NoticePage.objects.exclude(pk=page.pk).get()
    assert made.credit == "Thôn Đông; Phường Bến Tắm"


def test_a_refusal_keeps_the_reach_that_was_chosen(notice, below, above):
    page = notice("C")
    below.post(screen(page))
    address = reverse("lienthong_proposals_review", args=[Proposal.objects.get().pk])
    assert '<option value="own" selected>' in text(above.get(address))
    refused = text(above.post(address, {"accept": "1", "version": "cũ", "reach": "children"}))
    assert '<option value="children" selected>' in refused
    assert refused.count(" selected>") == 1


def test_a_field_is_no_field_of_an_own_page(notice, below):
    page = notice("C")
    assert "Hãy chọn mục" in text(send(below, page, "contact"))
    assert not Proposal.objects.exists()


def test_only_pages_of_sections_are_proposed(section, below):
    assert below.get(screen(section("C"))).status_code == 404
