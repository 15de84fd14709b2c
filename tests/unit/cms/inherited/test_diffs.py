"""What changed between two versions, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.inherited.diffs import differences, one_version

texts = st.lists(st.text(alphabet="ab ", max_size=6), max_size=5)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["một"], ["một"], [[("same", "một")]]),
        (
            ["gọi 0220 trước"],
            ["gọi 0230 trước"],
            [[("same", "gọi "), ("removed", "0220"), ("added", "0230"), ("same", " trước")]],
        ),
        (["a", "b"], ["a"], [[("same", "a")], [("removed", "b")]]),
        ([], ["a"], [[("added", "a")]]),
    ],
)
def test_paragraphs_and_the_words_in_them(old, new, expected):
    assert differences(old, new) == expected


@given(texts, texts)
def test_nothing_is_left_out_of_either_version(old, new):
    found = differences(old, new)
    kept = [piece for paragraph in found for piece in paragraph]
    assert "".join(text for kind, text in kept if kind != "added") == "".join(old)
    assert "".join(text for kind, text in kept if kind != "removed") == "".join(new)


def test_one_version_reads_as_it_was_written_with_its_own_words_apart():
    found = differences(["Văn phòng một cửa", "bỏ"], ["Trung tâm một cửa"])
    assert one_version(found, "removed") == [
        [("removed", "Văn"), ("same", " "), ("removed", "phòng"), ("same", " một cửa")],
        [("removed", "bỏ")],
    ]
    assert one_version(found, "added") == [
        [("added", "Trung"), ("same", " "), ("added", "tâm"), ("same", " một cửa")]
    ]
