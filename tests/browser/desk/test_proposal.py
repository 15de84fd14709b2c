"""A commune proposes its page, the district takes it, and both sites say whose it is."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.browser


def test_a_proposal_is_accepted_credited_and_shown_below(desk, province, drain, site, clicks):
    page = province.write("D", "Lịch trực khám lưu động", "kham-luu-dong", body="<p>Mỗi thứ Bảy</p>")
    district, above = desk("approver", "D"), desk("approver", "P")
    district.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    district.click("header button:has(svg.icon-dots-horizontal)")
    district.click("text=Đề nghị cấp trên dùng")
    district.fill("#note", "Cả tỉnh đều dùng được")
    district.click("text=Gửi đề nghị")
    district.wait_for_selector(".messages .success")

    above.goto("/quan-tri/")
    assert "Cả tỉnh đều dùng được" in above.inner_text("main")
    with clicks(above) as counted:
        above.click("text=Xem và trả lời")
        above.wait_for_selector("text=Mỗi thứ Bảy")
        above.select_option("#reach", "all")
        above.click("text=Nhận và đăng")
        above.wait_for_selector(".messages .success")
    assert counted.presses == 2
    drain()
    credited = "Theo đề nghị của UBND thành phố Chí Linh"
    assert credited in site("P", "/thong-bao/kham-luu-dong/")
    assert credited in site("G", "/thong-bao/kham-luu-dong/")
    assert credited not in site("D", "/thong-bao/kham-luu-dong/")

    district.goto("/quan-tri/")
    district.click("text=Dùng bản của cấp trên")
    district.wait_for_selector(".messages .success")
    drain()
    assert credited in site("D", "/thong-bao/kham-luu-dong/")
    assert (district.faults, above.faults) == ([], [])


def test_a_declined_proposal_leaves_the_page_and_says_why(desk, province, drain, site):
    page = province.write("C", "Họp khu dân cư", "hop-khu")
    below, above = desk("approver", "C"), desk("approver", "D")
    below.goto(reverse("lienthong_proposals_send", args=[page.pk]))
    below.click("text=Gửi đề nghị")
    below.wait_for_selector(".messages .success")
    above.goto("/quan-tri/de-nghi/")
    above.click("text=Xem và trả lời")
    above.fill("#reason", "Chỉ liên quan đến phường")
    above.click("button[name=decline]")
    above.wait_for_selector(".messages .success")
    below.goto("/quan-tri/")
    assert "Chỉ liên quan đến phường" in below.inner_text("main")
    drain()
    assert "Họp khu dân cư" in site("C", "/thong-bao/hop-khu/")
    assert site("D", "/thong-bao/hop-khu/") is None
