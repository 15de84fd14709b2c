"""Two versions of a page, compared in words that an editor would use."""

import re
from datetime import UTC, datetime

import pytest

from cms.pages.models import NoticePage
from tests.samples.english import english_in


@pytest.fixture
def compared():
    """What the panels of a notice tell of two versions, by the name of the field."""

    def compare(before: NoticePage, after: NoticePage) -> dict[str, str]:
        panel = NoticePage.get_edit_handler().get_bound_panel(instance=after, request=None, form=None)
        found = [comparison(before, after) for comparison in panel.get_comparison()]
        return {one.field.name: str(one.htmldiff()) for one in found if one.is_field and one.has_changed()}

    return compare


def test_a_moment_is_told_as_it_is_written(compared, db):
    told = compared(NoticePage(), NoticePage(go_live_at=datetime(2026, 3, 5, 7, 30, tzinfo=UTC)))
    assert told["go_live_at"] == '<span class="addition">14:30 05/03/2026</span>'


def test_a_tick_is_told_in_a_word(compared, db):
    assert compared(NoticePage(pinned=True), NoticePage())["pinned"] == '<span class="deletion">có</span>'


def test_sharing_is_told_in_words(compared, db):
    before = NoticePage(reach="own", strength="default", locked_fields=[])
    after = NoticePage(reach={"tiers": ["commune"]}, strength="mandatory", locked_fields=["title", "body"])
    told = compared(before, after)
    assert "Chỉ đơn vị này" in told["reach"]
    assert "Những cấp được chọn" in told["reach"]
    assert "tiêu đề, nội dung" in told["locked_fields"]
    assert {name: words for name, words in told.items() if english_in(without_markup(words))} == {}


def without_markup(html: str) -> str:
    return re.sub("<[^>]*>", " ", html)
