"""A unit's administrator invites somebody, who chooses a password, sets up a phone, and is at work."""

import base64
import hashlib
import hmac
import re
import time

import pytest
from django.core import mail
from django.core.cache import cache

pytestmark = pytest.mark.browser

PEOPLE = "/quan-tri/nguoi-dung/"
PASSWORD = "Canh-dong-lua-2026"
NARROW = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
def nobody_has_tried():
    """The cache counts who tried how often, and forgets nothing between tests."""
    cache.clear()


def link() -> str:
    """The address in the last mail, without the host."""
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def code(secret: str) -> str:
    """What the phone shows now (RFC 6238)."""
    counter = int(time.time() // 30).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    offset = digest[-1] & 15
    return f"{int.from_bytes(digest[offset : offset + 4], 'big') % 2**31 % 10**6:06}"


def invite(admin, name: str, email: str) -> None:
    admin.click("text=Người dùng")
    admin.click("text=Mời người dùng")
    admin.fill("[name=name]", name)
    admin.fill("[name=email]", email)
    admin.check("[name=roles][value=author]")
    admin.click("text=Gửi lời mời")
    admin.wait_for_selector(".messages .success")


def log_in(page, name: str) -> None:
    page.goto("/quan-tri/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def fits(page) -> bool:
    """Whether nothing has to be pushed sideways to be read."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_invited_person_is_at_work(desk, stranger):
    admin = desk("admin", "C")
    invite(admin, "Nguyễn Thị Hoa", "hoa@xa.example.vn")
    assert "hoa@xa.example.vn" in admin.inner_text("main")
    assert "Lời mời chưa nhận" in admin.inner_text("main")

    hoa = stranger()
    hoa.goto(link())
    assert hoa.input_value("[name=name]") == "Nguyễn Thị Hoa"
    hoa.fill("[name=password]", PASSWORD)
    hoa.fill("[name=again]", PASSWORD)
    hoa.click("text=Bắt đầu làm việc")
    hoa.wait_for_url("**/quan-tri/")
    assert "Chào mừng bạn đến với phường Bến Tắm" in hoa.inner_text(".messages")

    again = stranger()
    log_in(again, "hoa@xa.example.vn")
    again.wait_for_url("**/quan-tri/")
    assert again.query_selector(f"a[href='{PEOPLE}']") is None

    admin.goto(PEOPLE)
    assert "Lời mời chưa nhận" not in admin.inner_text("main")
    assert "Nguyễn Thị Hoa" in admin.inner_text("main")
    hoa.goto(link())
    assert (admin.faults, hoa.faults, again.faults) == ([], [], [])


def test_a_used_link_says_so(desk, stranger):
    invite(desk("admin", "C"), "Hoa", "hoa@xa.example.vn")
    for page in (stranger(), stranger()):
        page.goto(link())
        if page.query_selector("[name=password]"):
            page.fill("[name=password]", PASSWORD)
            page.fill("[name=again]", PASSWORD)
            page.click("text=Bắt đầu làm việc")
            page.wait_for_url("**/quan-tri/")
    assert "Lời mời này đã được dùng" in page.inner_text("main")


def test_the_code_on_the_phone_is_asked_for(desk, stranger, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # the half minute of a code may end before it is sent
    invite(desk("admin", "C"), "Hoa", "hoa@xa.example.vn")
    hoa = stranger(viewport=NARROW)
    hoa.goto(link())
    assert fits(hoa)
    hoa.fill("[name=password]", PASSWORD)
    hoa.fill("[name=again]", PASSWORD)
    hoa.click("text=Bắt đầu làm việc")
    hoa.wait_for_url("**/quan-tri/")
    hoa.goto("/quan-tri/account/")
    hoa.click("#tab-label-actions")
    hoa.click("text=Xác thực hai lớp")
    hoa.click("a:has-text('Bật xác thực hai lớp')")
    hoa.wait_for_selector("#secret")
    assert hoa.evaluate("document.querySelector('main img[alt^=Hình]').naturalWidth") > 0
    assert fits(hoa)
    secret = hoa.inner_text("#secret")
    hoa.fill("[name=code]", code(secret))
    hoa.click("button:has-text('Bật xác thực hai lớp')")
    hoa.wait_for_url("**/ma-du-phong/")
    told = [line.strip() for line in hoa.locator(".messages li").all_inner_texts()]
    assert told == ["Đã bật xác thực hai lớp. Hãy cất các mã dự phòng dưới đây."]
    spare = hoa.inner_text("#codes").split()[0]

    again = stranger()
    log_in(again, "hoa@xa.example.vn")
    again.wait_for_url("**/xac-thuc/ma/")
    again.fill("[name=code]", "000000")
    again.press("[name=code]", "Enter")
    again.wait_for_selector(".messages .error")
    assert "Mã không đúng" in again.inner_text(".messages")
    again.fill("[name=code]", spare)
    again.press("[name=code]", "Enter")
    again.wait_for_url("**/quan-tri/")
    assert (hoa.faults, again.faults) == ([], [])


def test_who_guesses_is_told_when_to_come_back_and_the_administrator_unlocks(desk, stranger):
    admin = desk("admin", "C")
    desk("author", "C")
    guesser = stranger()
    for _ in range(5):
        log_in(guesser, "author-10546")
    assert re.search(r"Hãy thử lại sau \d\d:\d\d ngày \d\d/\d\d/\d{4}", guesser.inner_text("main"))
    admin.goto(PEOPLE)
    assert "Tạm khóa đến" in admin.inner_text("main")
    admin.click("main >> text=author-10546")
    admin.click("text=Mở khóa đăng nhập")
    admin.wait_for_selector(".messages .success")
    assert "Đang hoạt động" in admin.inner_text("main")


def test_people_and_the_log_can_be_read_on_a_phone(desk):
    admin = desk("admin", "C", viewport=NARROW)
    desk("author", "C")
    for address in (PEOPLE, f"{PEOPLE}moi/", "/quan-tri/nhat-ky/"):
        admin.goto(address)
        assert fits(admin), address
    admin.goto(PEOPLE)
    admin.click("main >> text=author-10546")
    admin.check("[name=roles][value=approver]")
    admin.click("text=Lưu vai trò")
    admin.wait_for_selector(".messages .success")
    admin.goto("/quan-tri/nhat-ky/")
    assert "Vai trò: Người soạn → Người soạn, Người duyệt" in " ".join(admin.inner_text("main").split())
    assert fits(admin)
    assert admin.faults == []
