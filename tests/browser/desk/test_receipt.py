"""A receipt that is left open says by itself when the page has reached its sites."""

import pytest
from django.urls import reverse

from cms.publishing.receipts import latest_change_of

pytestmark = pytest.mark.browser

# A server that answers when it is told to.
HELD = (
    "() => { window.asked = 0; fetch = () => (asked++, new Promise((answer) => { window.answer = answer })) }"
)


def test_an_open_receipt_follows_the_sites_without_being_loaded_again(desk, province, drain):
    page = province.write("P", "Lịch tiêm chủng", "lich-tiem-chung", reach="all")
    editor = desk("approver", "P")
    editor.goto(reverse("lienthong_receipt", args=[latest_change_of(page).pk]))
    assert "đang xác định các trang phải cập nhật" in editor.inner_text(".lt-summary")
    editor.evaluate("window.stayed = true")
    drain()
    editor.wait_for_selector("text=Đã lên đủ 6 trang thông tin điện tử")
    assert "Tìm kiếm thấy trên 6 trong 6 trang" in editor.inner_text("[data-refreshed]")
    assert "chưa" not in editor.inner_text("[data-refreshed] tbody")
    assert editor.evaluate("window.stayed")
    assert editor.faults == []


def test_whoever_is_logged_in_no_more_is_asked_to_log_in(desk, province):
    page = province.write("P", "Lịch tiêm chủng", "lich-tiem-chung", reach="all")
    editor = desk("approver", "P")
    receipt = reverse("lienthong_receipt", args=[latest_change_of(page).pk])
    editor.goto(receipt)
    editor.context.clear_cookies()
    editor.wait_for_url(lambda address: "/login/" in address and address.endswith(receipt))


def test_a_slow_server_is_not_asked_again_before_it_has_answered(desk, province):
    page = province.write("P", "Lịch tiêm chủng", "lich-tiem-chung", reach="all")
    editor = desk("approver", "P", once=True)
    # From now on time passes for its scripts when the test says so.
    editor.clock.install(time="2025-01-07T08:00:00")
    editor.clock.pause_at("2025-01-07T08:00:01")
    editor.goto(reverse("lienthong_receipt", args=[latest_change_of(page).pk]))
    editor.evaluate(HELD)
    editor.clock.run_for(20_000)
    assert editor.evaluate("asked") == 1
    editor.evaluate("answer(new Response('Đã lên đủ'))")
    editor.wait_for_selector("text=Đã lên đủ")
    editor.clock.run_for(20_000)
    assert editor.evaluate("asked") == 2
