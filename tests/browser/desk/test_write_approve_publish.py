"""An author writes and sends, an approver reads and approves in two presses, and citizens see it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.browser


def send_in(page, title):
    page.fill("#id_title", title)
    page.press("#id_title", "Tab")
    page.wait_for_function("document.querySelector('#id_slug').value !== ''")
    page.click("footer .w-dropdown__toggle")
    page.click("button[name=action-submit]")
    page.wait_for_selector(".messages .success")


def test_a_notice_is_written_approved_and_published(desk, province, drain, site, clicks):
    author, approver = desk("author", "C"), desk("approver", "C")
    section = province.section("C")
    author.goto(reverse("wagtailadmin_pages:add", args=["pages", "noticepage", section.pk]))
    assert not author.query_selector("button[name=action-publish]")
    send_in(author, "Cắt điện khu 3")
    drain()
    assert site("C", "/thong-bao/cat-dien-khu-3/") is None

    approver.goto("/quan-tri/cho-duyet/")
    with clicks(approver) as counted:
        approver.click("text=Xem thay đổi")
        approver.wait_for_selector(".approval-diff")
        assert "Cắt điện khu 3" in approver.inner_text(".approval-diff")
        approver.frame_locator(".approval-preview").locator("h1:has-text('Cắt điện khu 3')").wait_for()
        approver.click("button[name=approve]")
        approver.wait_for_selector(".messages .success")
    assert counted.presses == 2
    drain()
    assert "Cắt điện khu 3" in site("C", "/thong-bao/cat-dien-khu-3/")
    assert (author.faults, approver.faults) == ([], [])


def test_what_is_returned_is_mended_and_sent_again(desk, province, drain, site):
    author, approver = desk("author", "C"), desk("approver", "C")
    author.goto(reverse("wagtailadmin_pages:add", args=["pages", "noticepage", province.section("C").pk]))
    send_in(author, "Họp thôn")

    approver.goto("/quan-tri/cho-duyet/")
    approver.click("text=Xem thay đổi")
    approver.fill("#comment", "Thiếu giờ họp")
    approver.click("button[name=return]")
    approver.wait_for_selector(".messages .success")

    author.goto("/quan-tri/")
    author.click("text=Họp thôn")
    assert "Thiếu giờ họp" in author.inner_text(".messages")
    send_in(author, "Họp thôn lúc 19 giờ")

    approver.goto("/quan-tri/")
    approver.click("text=Duyệt và đăng")
    approver.wait_for_selector(".messages .success")
    drain()
    assert "Họp thôn lúc 19 giờ" in site("C", "/thong-bao/hop-thon-luc-19-gio/")
    assert (author.faults, approver.faults) == ([], [])


def test_the_queue_fits_a_telephone(desk, province):
    author = desk("author", "C")
    author.goto(reverse("wagtailadmin_pages:add", args=["pages", "noticepage", province.section("C").pk]))
    send_in(author, "Lịch tiêm chủng mở rộng cho trẻ em dưới một tuổi trên địa bàn phường")
    approver = desk("approver", "C", viewport={"width": 360, "height": 740})
    for address in ("/quan-tri/cho-duyet/", "/quan-tri/"):
        approver.goto(address)
        button = approver.locator("text=Duyệt và đăng").first.bounding_box()
        assert button["x"] >= 0
        assert button["x"] + button["width"] <= 360
