"""Two versions of a page, compared in words that an editor would use."""

import re
from datetime import UTC, datetime

import pytest
from wagtail.admin.compare import get_comparison_class_for_block
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cms.pages.models import NoticePage, SchedulePage
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


PICTURE = {"alt": "Cổng làng", "decorative": False, "caption": ""}
EVENT = {"day": "1", "start": "", "what": "Tiếp công dân"}


def test_a_picture_is_told_in_words_without_what_is_empty(compared, db):
    image = get_image_model().objects.create(title="Cổng làng Mạn Đê", file=get_test_image_file())
    before, after = (
        NoticePage(body=[{"type": "image", "id": "1", "value": {**PICTURE, "image": image.pk, **other}}])
        for other in ({}, {"alt": "", "decorative": True})
    )
    told = compared(NoticePage(), before)["body"]
    assert " ".join(without_markup(told).split()) == "Hình ảnh Cổng làng Mạn Đê Mô tả hình Cổng làng"
    assert (
        '<dt>Hình chỉ để trang trí</dt><dd><span class="addition">có</span></dd>'
        in (compared(before, after)["body"])
    )


def test_no_block_is_told_in_english(compared, db):
    parts = [
        {"type": "heading", "value": {"text": "Hồ sơ", "level": "h3"}},
        {
            "type": "table",
            "value": {"data": [["Tên", None], ["Sổ đỏ", "01"]], "first_row_is_table_header": True},
        },
        {"type": "steps", "value": [{"title": "Nộp hồ sơ", "text": "<p>Một cửa</p>"}]},
        {"type": "links", "value": [{"title": "Cổng", "page": None, "url": "https://dichvucong.gov.vn/"}]},
        {"type": "callout", "value": {"kind": "Lưu ý", "text": "<p>Mang căn cước</p>"}},
    ]
    after = NoticePage(body=[{**part, "id": part["type"]} for part in parts])
    told = compared(NoticePage(), after)["body"]
    assert english_in(without_markup(told)) == []
    assert "Mục nhỏ" in told
    assert "Tên | ; Sổ đỏ | 01" in told
    assert "Việc cần làm" in told


def test_a_change_in_a_table_is_told_by_its_words(compared, db):
    before, after = (
        NoticePage(body=[{"type": "table", "id": "1", "value": {"data": [["Sổ đỏ", copies]]}}])
        for copies in ("01", "02")
    )
    told = compared(before, after)["body"]
    assert '<span class="deletion">01</span><span class="addition">02</span>' in told
    assert "Sổ đỏ" in re.sub("<span.*?</span>", "", told)


def test_the_day_of_an_event_is_told_by_its_name(compared, db):
    page = SchedulePage(events=[{"type": "event", "value": EVENT}])
    event = page.events.stream_block.child_blocks["event"]
    told = get_comparison_class_for_block(event)(event, False, True, None, page.events[0].value)
    said = without_markup(told.htmlvalue(told.val_b))
    assert " ".join(said.split()) == "Ngày Thứ Hai Nội dung công việc Tiếp công dân"


def without_markup(html: str) -> str:
    return re.sub("<[^>]*>", " ", html)
