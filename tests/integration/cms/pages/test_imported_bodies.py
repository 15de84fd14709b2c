"""Texts that were imported outlive an edit at the desk."""

import pytest

from cms.pages.blocks import BodyBlocks
from cms.pages.body import body_from_html, html_of_body
from cms.pages.cleaning import clean_html

EDITABLE = [
    '<p>Nộp tại <a href="page:30/to-chuc/mot-cua">bộ phận một cửa</a></p>',
    '<p>Xem <a href="https://example.vn/?a=1&amp;b=2">trang</a> hoặc <a href="/tin-tuc/">tin</a></p>',
    "<h2>Hồ sơ</h2><ul><li>Đơn</li><li>Giấy tờ</li></ul><p>m<sup>2</sup></p>",
]
KEPT = [
    "<table><tbody><tr><td>a</td></tr></tbody></table>",
    '<p><img src="/_a/a.png" alt="Cầu"></p>',
    "<dl><dt>a</dt><dd>b</dd></dl>",
]


def edited(stream):
    """``stream`` as it is stored after the editor's page was opened and sent back unchanged."""
    block = BodyBlocks().child_blocks[stream[0].block_type]
    widget = block.field.widget
    data = {"body": widget.format_value(block.value_for_form(stream[0].value))}
    sent = block.field.clean(widget.value_from_datadict(data, {}, "body"))
    return block.get_prep_value(block.value_from_form(sent))


@pytest.mark.django_db
@pytest.mark.parametrize("html", [*EDITABLE, *KEPT])
def test_an_imported_body_is_the_same_after_an_edit(html):
    stream = BodyBlocks().to_python(body_from_html(clean_html(html)))
    assert html_of_body(stream) == html
    assert clean_html(edited(stream)).replace("\n", "") == html


@pytest.mark.parametrize(("html", "kind"), [(EDITABLE[0], "paragraph"), (KEPT[0], "imported")])
def test_what_the_editor_would_lose_is_not_given_to_it(html, kind):
    assert [block["type"] for block in body_from_html(html)] == [kind]


def test_an_empty_body_has_no_blocks():
    assert body_from_html("") == []
    assert html_of_body(BodyBlocks().to_python([])) == ""


def test_a_body_of_several_blocks_has_no_html_of_its_own():
    raw = [*body_from_html("<p>a</p>"), {"type": "heading", "value": {"text": "b", "level": "h2"}, "id": "1"}]
    assert html_of_body(BodyBlocks().to_python(raw)) is None
