"""A signed link shows one draft for seven days to whoever has it, and nothing else."""

import hashlib
import io
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.audit.models import Entry
from cms.preview.models import DraftLink
from cms.tenancy.models import Role
from tests.integration.cms.approval.conftest import form

pytestmark = pytest.mark.leaves_files


@pytest.fixture
def draft(write):
    return write("10546", "nhap", draft=True, title="Bản nháp của phường")


@pytest.fixture
def issue(enter, client):
    """Issues a link as an author of the page's unit; gives it back with nobody logged in."""

    def issue(page, code="10546"):
        enter(code, Role.AUTHOR)
        answer = client.post(reverse("lienthong_preview_links", args=[page.pk]), follow=True)
        link = DraftLink.objects.latest("pk")
        assert f"http://testserver{link.path}" in answer.content.decode()
        client.logout()
        client.cookies.clear()
        return link

    return issue


def screen(page):
    return reverse("lienthong_preview_links", args=[page.pk])


def test_a_person_without_a_login_reads_the_draft(client, issue, draft):
    answer = client.get(issue(draft).path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Bản nháp của phường | Xã 10546</title>" in page
    assert "Gọi 0220 10546" in page
    assert "chưa phải nội dung chính thức" in page
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    assert "/quan-tri/" not in page
    assert "/media/" not in page


def test_the_link_stays_with_the_draft_that_was_shared(client, issue, draft):
    link = issue(draft)
    draft.title = "Sửa sau khi gửi"
    draft.save_revision()
    assert "Sửa sau khi gửi" not in client.get(link.path).content.decode()
    assert "Bản nháp của phường" in client.get(link.path).content.decode()


def test_the_link_stays_with_what_was_shared_while_its_author_types_on(client, enter, draft):
    author = enter("10546")
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])

    def type_on(title, **over):
        typed = {**form(title=title, slug="nhap"), **over}
        return author.post(edit, typed, headers={"accept": "application/json"}).json()["revision_id"]

    first = type_on("Đã gửi đi")
    assert type_on("Đã gửi đi", overwrite_revision_id=first) == first
    author.post(screen(draft))
    assert type_on("Chưa gửi ai", overwrite_revision_id=first) != first
    shared = client.get(DraftLink.objects.get().path).content.decode()
    assert "Đã gửi đi" in shared
    assert "Chưa gửi ai" not in shared


def test_after_seven_days_it_says_so(client, issue, draft):
    link = issue(draft)
    assert abs(link.until - timezone.now() - timedelta(days=7)) < timedelta(minutes=5)
    DraftLink.objects.update(until=timezone.now() - timedelta(seconds=1))
    answer = client.get(link.path)
    assert answer.status_code == 410
    assert (
        "đã hết hạn hoặc đã được thu hồi; hãy đề nghị người gửi tạo liên kết mới." in answer.content.decode()
    )
    assert "Bản nháp của phường" not in answer.content.decode()


def test_the_unit_withdraws_it_and_the_log_says_so(client, issue, enter, draft):
    link = issue(draft)
    enter("10546", Role.APPROVER)
    page = client.post(screen(draft), {"withdraw": link.pk}, follow=True).content.decode()
    assert "Đã thu hồi liên kết" in page
    assert "Đã thu hồi lúc" in page
    again = client.post(screen(draft), {"withdraw": link.pk}, follow=True).content.decode()
    assert "đã được thu hồi từ trước" in again
    assert client.get(link.path).status_code == 410
    said = Entry.objects.filter(action__startswith="preview.").values_list("action", "unit__code", "label")
    assert sorted(said) == [
        ("preview.share", "10546", "Bản nháp của phường"),
        ("preview.withdraw", "10546", "Bản nháp của phường"),
    ]


def test_when_the_page_is_gone_the_link_is_too(client, issue, draft):
    link = issue(draft)
    draft.delete()
    assert client.get(link.path).status_code == 410


def test_when_the_unit_is_closed_the_link_leads_nowhere(client, issue, draft, land):
    link = issue(draft)
    unit = land["10546"]
    unit.valid_to = timezone.localdate()
    unit.save()
    assert client.get(link.path).status_code == 410


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t + "x", lambda t: "WzEsMSwxXQ:abc", lambda t: "x"]
)
def test_a_link_that_was_never_issued_is_not_found(client, issue, draft, change):
    token = issue(draft).token
    answer = client.get(reverse("preview_link", args=[change(token)]))
    assert answer.status_code == 404
    assert "hãy sao chép lại toàn bộ liên kết" in answer.content.decode()


def test_nothing_is_written_through_a_link(client, issue, draft):
    assert client.post(issue(draft).path).status_code == 405


@pytest.fixture
def files():
    """A picture and a document, and another document that the draft does not use."""
    written = io.BytesIO()
    Picture.new("RGB", (20, 20), "red").save(written, "png")
    image = Image.objects.create(
        title="Ảnh", file=ContentFile(written.getvalue(), "anh.png"), width=20, height=20
    )
    document = Document.objects.create(title="Tệp", file=ContentFile(b"%PDF cua ban nhap", "tep.pdf"))
    other = Document.objects.create(title="Khác", file=ContentFile(b"%PDF bi mat", "khac.pdf"))
    return image, document, other


def test_its_own_files_come_with_it_and_no_others(client, issue, draft, files):
    image, document, other = files
    draft.files = [("picture", {"image": image, "alt": "Ảnh"}), ("file", {"document": document})]
    draft.save_revision()
    link = issue(draft)
    named = set(re.findall(rf'"({re.escape(link.path)}tep/[^"]+)"', client.get(link.path).content.decode()))
    assert len(named) == 2
    contents = [b"".join(client.get(address)) for address in named]
    assert any(b"%PDF cua ban nhap" in content for content in contents)
    assert any(content.startswith(b"\x89PNG") for content in contents)
    pdf = next(address for address in named if address.endswith(".pdf"))
    assert client.get(pdf)["Content-Disposition"] == "attachment"

    secret = hashlib.sha256(b"%PDF bi mat").hexdigest()
    assert other.file.size
    for name in (f"{secret}.pdf", "..%2fcms.sqlite3", "khac.pdf"):
        assert client.get(f"{link.path}tep/{name}").status_code == 404
    DraftLink.objects.update(withdrawn_at=timezone.now())
    assert {client.get(address).status_code for address in named} == {410}


def test_only_the_pages_own_unit_shares_it(client, enter, draft):
    for code, role in (("10549", Role.ADMIN), ("30", Role.ADMIN), ("290", Role.APPROVER)):
        enter(code, role)
        assert client.get(screen(draft)).status_code == 404
        assert client.post(screen(draft)).status_code == 404
    assert not DraftLink.objects.exists()
    enter("290", Role.SUPERVISOR)
    assert client.get(screen(draft)).status_code == 200


def test_a_link_is_not_withdrawn_from_another_page(client, issue, enter, draft, write):
    link = issue(draft)
    other = write("10549", "khac")
    enter("10549", Role.ADMIN)
    client.post(screen(other), {"withdraw": link.pk})
    client.post(screen(other), {"withdraw": "khong"})
    assert DraftLink.objects.get().withdrawn_at is None


def test_sections_and_pages_without_a_draft_have_no_link(client, enter, land, write):
    enter("10546", Role.AUTHOR)
    section = land["10546"].root_page.get_children().first()
    assert client.get(screen(section)).status_code == 404
    page = write("10546", "khong-nhap")
    page.latest_revision = None
    page.save()
    assert "hãy lưu bản nháp" in client.post(screen(page), follow=True).content.decode()
    assert not DraftLink.objects.exists()


def test_the_editor_offers_it(client, enter, draft):
    enter("10546", Role.AUTHOR)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert screen(draft) in page
    assert "Chia sẻ bản nháp" in page
