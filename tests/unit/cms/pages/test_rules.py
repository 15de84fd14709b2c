"""Slugs, placeholders, titles and reaches: what is refused, and what is made of what editors write."""

from datetime import UTC, datetime

import pytest
from django.forms import ValidationError

from cms.pages import rules
from cms.pages.article import ArticlePage
from cms.pages.reach import Below, ReachField, ReachWidget, reach_fault
from cms.pages.titles import TITLE_LENGTH, set_title, title_of

MOMENT = datetime(2024, 10, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường Trần Hưng Đạo", "duong-tran-hung-dao"),
        ("Thông báo số 12/TB-UBND", "thong-bao-so-12tb-ubnd"),
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


@pytest.mark.parametrize(
    "reach", ["own", "children", "all", {"tiers": ["commune"]}, {"units": ["1", "2"]}, {"below": ["288"]}]
)
def test_a_reach_is_the_same_after_it_was_shown_in_the_editor(reach):
    assert ReachField().clean(ReachWidget().decompress(reach)) == reach


def test_names_in_a_reach_are_written_as_they_come():
    assert ReachField().clean(["units", " 10507;10510,\n10507 "]) == {"units": ["10507", "10510"]}


@pytest.mark.parametrize("parts", [["tiers", ""], ["units", " , "], ["everywhere", ""]])
def test_a_reach_that_says_nothing_is_refused(parts):
    with pytest.raises(ValidationError):
        ReachField().clean(parts)


def test_a_reach_names_what_stands_below():
    there = Below(tiers=frozenset({"commune"}), units=frozenset({"1"}))
    assert reach_fault("all", there) is None
    assert reach_fault({"tiers": ["commune"]}, there) is None
    assert "Đơn vị có mã 2, 3" in reach_fault({"units": ["1", "2", "3"]}, there)
    assert "Cấp nation" in reach_fault({"tiers": ["nation"]}, there)
