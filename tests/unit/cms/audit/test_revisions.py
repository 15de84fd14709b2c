"""What an edit changed, told from two revisions."""

import json

from hypothesis import given
from hypothesis import strategies as st

from cms.audit.revisions import AROUND, LONGEST, differences

words = st.text(alphabet="aăbcđê ", max_size=900)


def test_only_what_an_editor_changes_counts():
    before = {"title": "Cũ", "slug": "tin", "path": "0001", "latest_revision_created_at": "2026-01-01"}
    after = {"title": "Mới", "slug": "tin", "path": "0002", "latest_revision_created_at": "2026-01-02"}
    assert differences(before, after) == {"title": ["Cũ", "Mới"]}


def test_blocks_are_told_as_words():
    def body(text: str) -> str:
        return json.dumps([{"type": "paragraph", "value": f"<p>{text}</p>", "id": "5f1c"}])

    assert differences({"body": body("Họp lúc 8 giờ")}, {"body": body("Họp lúc 9 giờ")}) == {
        "body": ["Họp lúc 8 giờ", "Họp lúc 9 giờ"]
    }


def test_a_field_that_appears_or_goes_is_told():
    assert differences({"a": 1}, {"b": False}) == {"a": [1, None], "b": [None, False]}


@given(words, words)
def test_equal_texts_are_no_change_and_others_always_are(old, new):
    told = differences({"body": old}, {"body": new})
    assert bool(told) == (" ".join(old.split()) != " ".join(new.split()))


@given(words, words, words, words)
def test_long_texts_are_told_where_they_differ(start, old, new, end):
    told = differences({"body": f"{start}|{old}|{end}"}, {"body": f"{start}|{new}|{end}"})
    for before, after in told.values():
        assert before != after
        assert max(len(before), len(after)) <= LONGEST + 2 * AROUND
