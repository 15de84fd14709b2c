"""A draft of the province is looked at as a commune's site will show it, and shared with a stranger."""

import pytest
from django.urls import reverse

from cms.pages.body import body_from_html
from tests.samples.windows import come_to_rest

pytestmark = pytest.mark.browser

TEXT = "<p>Người dân gọi {{điện thoại}} của {{tên đầy đủ}}.</p>"


@pytest.fixture
def draft(province):
    """A live page of the province with a draft that says more."""
    page = province.write("P", "Lịch tiêm chủng", "tiem-chung", reach="all")
    page.body = body_from_html(TEXT)
    page.save_revision()
    return page


def preview(page):
    """The preview's frame, once what was typed has come through."""
    return page.frame_locator("#w-preview-iframe")


def test_the_province_sees_its_draft_as_a_commune_will_show_it(desk, province, draft):
    author = desk("author", "P")
    author.goto(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    author.click("button[aria-label='Hiện hoặc ẩn bản xem trước']")
    preview(author).locator("text=Người dân gọi 0220 3000 001 của Tỉnh Hải Dương.").wait_for()

    author.select_option("#id_preview_mode", "below")
    preview(author).locator("main >> text=của Thành phố Chí Linh.").wait_for()
    preview(author).locator("#lt-preview-unit").select_option(label="Phường Bến Tắm")
    preview(author).locator("button:has-text('Xem')").click()
    preview(author).locator("main >> text=của Phường Bến Tắm.").wait_for()
    assert preview(author).locator(".masthead").inner_text().count("Bến Tắm")

    # Typing loads the preview anew, as the unit that was chosen.
    author.fill("#id_title", "Lịch tiêm chủng tháng 12")
    preview(author).locator("h1:has-text('Lịch tiêm chủng tháng 12')").wait_for()
    assert preview(author).locator("main >> text=của Phường Bến Tắm.").count()
    assert author.faults == []


def test_the_preview_looks_like_the_site_and_runs_no_script(desk, province, draft):
    author = desk("author", "P")
    said = []
    author.on("console", lambda message: said.append(message.text))
    author.goto(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))
    come_to_rest(author)
    colour = author.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)"
    # The theme has a script on every page: that it is kept out is all that the browser complains of.
    assert said
    assert all(text.startswith("Blocked script execution") for text in said)


def test_a_stranger_reads_the_draft_by_a_link_until_it_is_withdrawn(
    desk, province, draft, stranger, live_server
):
    author = desk("author", "P")
    author.goto(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    author.click("button[aria-label='Thao tác']")
    author.click("a:has-text('Chia sẻ bản nháp')")
    author.click("button:has-text('Tạo liên kết')")
    link = author.input_value("input[readonly]")

    reader = stranger()
    answer = reader.goto(link)
    assert answer.status == 200
    assert "Người dân gọi 0220 3000 001" in reader.inner_text("main")
    assert "chưa phải nội dung chính thức" in reader.inner_text(".lt-preview")
    assert reader.context.cookies() == []
    assert reader.goto("/quan-tri/").url.startswith(f"{live_server.url}/quan-tri/login")

    author.click("button:has-text('Thu hồi')")
    author.wait_for_selector(".messages .success")
    answer = reader.goto(link)
    assert answer.status == 410
    assert "hãy đề nghị người gửi tạo liên kết mới" in reader.inner_text("main")
    assert author.faults == []
