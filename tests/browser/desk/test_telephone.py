"""Lists and choices on a telephone: nothing is cut off, and no title is a word wide."""

import pytest

pytestmark = pytest.mark.browser

TELEPHONE = {"width": 360, "height": 740}


def widest(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


def test_titles_in_a_section_have_the_width_of_the_screen(desk, province):
    province.write("C", "Lịch tiêm chủng mở rộng cho trẻ dưới một tuổi tháng mười hai", "lich-tiem")
    author = desk("author", "C", viewport=TELEPHONE)
    author.goto(f"/quan-tri/pages/{province.section('C').pk}/")
    title = author.locator("[data-listing-page-title]").first
    assert title.bounding_box()["width"] > 180
    assert widest(author) <= 360


def test_a_long_title_is_read_whole_where_it_is_written(desk, province):
    title = "Lịch tiêm chủng mở rộng cho trẻ dưới một tuổi tháng mười hai"
    page = province.write("C", title, "lich-tiem")
    author = desk("author", "C", viewport=TELEPHONE)
    author.goto(f"/quan-tri/pages/{page.pk}/edit/")
    for place in ("#id_title", "header .w-breadcrumbs"):
        found = author.locator(place).first
        assert found.evaluate("here => here.scrollWidth <= here.clientWidth + 1"), place
        assert found.bounding_box()["height"] > 40, place
    author.fill("#id_title", f"{title}\nnăm nay")
    author.click("footer button:has-text('Lưu')")
    author.wait_for_selector(".messages .success")
    assert author.input_value("#id_title") == f"{title} năm nay"
    assert widest(author) <= 360


def test_a_board_is_read_from_top_to_bottom(desk, province):
    supervisor = desk("supervisor", "D", viewport=TELEPHONE)
    for screen in ("", "cap-duoi/"):
        supervisor.goto(f"/quan-tri/muc-do-day-du/{screen}")
        for table in supervisor.locator(".board-scroll").all():
            assert table.evaluate("here => here.scrollWidth <= here.clientWidth")
        assert widest(supervisor) <= 360
