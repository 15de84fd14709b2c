"""Slugs, placeholders and titles: what is refused, and what is made of what editors write."""

from datetime import UTC, datetime

import pytest

from cms.pages import rules
from cms.pages.article import ArticlePage
from cms.pages.titles import TITLE_LENGTH, set_title, title_of

MOMENT = datetime(2024, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường Trần Hưng Đạo", "duong-tran-hung-dao"),
        ("Thông báo số 12/TB-UBND", "thong-bao-so-12-tb-ubnd"),
        ("Kế hoạch tháng 12/2026", "ke-hoach-thang-12-2026"),
        ("Lịch tiếp dân 24/11/2026 (sửa đổi)", "lich-tiep-dan-24-11-2026-sua-doi"),
        ("Xã Ea H’leo: “xuân”_tết", "xa-ea-hleo-xuan-tet"),
        ("Ho\u0300a bi\u0300nh", "hoa-binh"),
        ("a" * 300, "a" * 200),
        ("???", ""),
    ],
)
def test_slugs_are_without_marks(title, slug):
    assert rules.slug_for(title) == slug


def test_a_taken_slug_gets_the_first_free_number():
    assert rules.free_slug("a", set()) == "a"
    assert rules.free_slug("a", {"a", "a-2", "a-4"}) == "a-3"


@pytest.mark.parametrize("slug", ["trang", "Thong-Bao", "đường", "a b", ""])
def test_slugs_that_a_site_cannot_show_are_refused(slug):
    assert rules.slug_fault(slug)


def test_placeholders_are_known_by_their_vietnamese_names():
    assert rules.placeholder_fault(["Gọi {{ điện thoại }} hoặc {{tên đầy đủ}}", "không có"]) is None
    fault = rules.placeholder_fault(["{{số}}", "{{số}} {{tên}} {{name}}"])
    assert fault.startswith("Không có chỗ điền tự động {{số}}, {{name}}; chỉ dùng được {{tên}}, ")


def test_texts_are_found_at_any_depth_of_stored_blocks():
    raw = [{"type": "steps", "id": "{{id}}", "value": [{"type": "item", "value": {"title": "{{a}}"}}]}]
    assert list(rules.texts_in(raw)) == ["{{a}}"]


def test_a_page_expires_after_it_is_published():
    assert rules.expiry_fault(MOMENT, MOMENT)
    assert rules.expiry_fault(MOMENT, MOMENT.replace(year=2025)) is None
    assert rules.expiry_fault(None, MOMENT) is None


@pytest.mark.django_db
@pytest.mark.parametrize("length", [1, TITLE_LENGTH, TITLE_LENGTH + 1, 1094])
def test_titles_of_any_length_are_kept(length):
    page = ArticlePage()
    set_title(page, "đ" * length)
    assert title_of(page) == "đ" * length
    assert len(page.title) <= TITLE_LENGTH
