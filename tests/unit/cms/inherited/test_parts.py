"""A field's value, cut into what can be merged and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.inherited.parts import blocks, parts, person_of, plain, value_of
from cms.pages.cleaning import clean_html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<p>a</p><p>b</p>", ["<p>a</p>", "<p>b</p>"]),
        ("<p>a</p>\n<h2>b</h2>\n", ["<p>a</p>", "<h2>b</h2>"]),
        (
            "<ul><li>a</li><li>b</li></ul><hr><p>c<br>d</p>",
            ["<ul><li>a</li><li>b</li></ul>", "<hr>", "<p>c<br>d</p>"],
        ),
        ("loose <b>text</b><p>a</p>", ["loose", "<b>text</b>", "<p>a</p>"]),
        (
            '<p>a <a href="page:30/tin-tuc/x">b &gt; c</a></p><p>d</p>',
            ['<p>a <a href="page:30/tin-tuc/x">b &gt; c</a></p>', "<p>d</p>"],
        ),
        ('<img src="/a" alt="1 > 0"><p>a</p>', ['<img src="/a" alt="1 > 0">', "<p>a</p>"]),
        (
            "<table><tbody><tr><td><p>a</p></td></tr></tbody></table>",
            ["<table><tbody><tr><td><p>a</p></td></tr></tbody></table>"],
        ),
    ],
)
def test_html_is_cut_at_its_outermost_elements(html, expected):
    assert blocks(html) == expected


@given(
    st.lists(st.sampled_from(["<p>a</p>", "<ul><li>b</li></ul>", "<hr>", "c", "<p>d<br>e</p>"]), max_size=6)
)
def test_any_parts_of_clean_html_are_clean_html(found):
    whole = clean_html("".join(found))
    cut = blocks(whole)
    assert clean_html("".join(cut)) == "".join(cut)
    for part in cut:
        assert clean_html(part) == part


@given(st.text(alphabet="ab\n ", max_size=20))
def test_text_is_put_together_as_it_was(text):
    assert value_of("text", parts("text", text)) == text


def test_line_ends_of_a_browser_are_no_change():
    assert parts("text", "a\r\nb") == parts("text", "a\nb") == ["a", "b"]


def test_people_stand_one_on_a_line():
    people = [
        {"name": "Nguyễn Văn A", "post": "Chủ tịch", "phone": "0220", "email": "a@example.vn"},
        {"name": "Trần Thị B", "post": "Phó Chủ tịch; kiêm Trưởng ban;", "phone": "", "email": ""},
    ]
    lines = ["Nguyễn Văn A; Chủ tịch; 0220; a@example.vn", r"Trần Thị B; Phó Chủ tịch\; kiêm Trưởng ban\;"]
    assert parts("people", people) == lines
    assert plain("people", lines[1]) == "Trần Thị B; Phó Chủ tịch; kiêm Trưởng ban;"
    assert value_of("people", parts("people", people)) == people
    assert person_of("  ") is None


def test_an_empty_date_is_none():
    assert value_of("date", parts("date", None)) is None
    assert value_of("date", parts("date", "2025-03-01")) == "2025-03-01"


def test_a_reader_sees_no_tags():
    assert plain("html", "<p>Một &amp; <b>hai</b><br>ba</p>") == "Một & hai ba"
    assert plain("text", "<p>") == "<p>"
