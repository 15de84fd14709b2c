"""Merging what a unit and those above it made of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.inherited.merge import Agreed, Conflict, Marks, has_conflicts, merge, parts_of

MARKS = Marks("<mine>", "<theirs>", "<end>")
texts = st.lists(st.sampled_from("abcd"), max_size=8)


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("", "", "", ""),
        ("a b c", "a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a b c", "a x c"),
        ("a b c", "a b c", "a b y", "a b y"),
        ("a b c d e", "x b c d e", "a b c d y", "x b c d y"),
        ("a b c", "a x c", "a x c", "a x c"),
        ("a b c", "b c", "a b c d", "b c d"),
        ("a b c", "a c", "a b c", "a c"),
        ("", "a", "", "a"),
        ("a b", "a new b", "a b more", "a new b more"),
        ("a b", "", "a b", ""),
    ],
)
def test_changes_in_different_places_are_joined(base, mine, theirs, merged):
    found = merge(words(base), words(mine), words(theirs))
    assert not has_conflicts(found)
    assert parts_of(found, MARKS) == words(merged)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "marked"),
    [
        ("a b c", "a x c", "a y c", "a <mine> x <theirs> y <end> c"),
        ("a b c", "a c", "a y c", "a <mine> <theirs> y <end> c"),
        ("", "x", "y", "<mine> x <theirs> y <end>"),
        ("a b c d", "a x c d", "a y c z", "a <mine> x <theirs> y <end> c z"),
    ],
)
def test_changes_of_the_same_place_are_marked(base, mine, theirs, marked):
    found = merge(words(base), words(mine), words(theirs))
    assert has_conflicts(found)
    assert parts_of(found, MARKS) == words(marked)


@given(texts, texts)
def test_with_no_change_on_one_side_it_is_the_other(base, changed):
    for merged in (merge(base, changed, base), merge(base, base, changed)):
        assert not has_conflicts(merged)
        assert parts_of(merged, MARKS) == changed


@given(texts, texts)
def test_the_same_change_on_both_sides_is_no_conflict(base, changed):
    assert parts_of(merge(base, changed, changed), MARKS) == changed


@given(texts, texts, texts)
def test_it_does_not_matter_who_is_who(base, mine, theirs):
    def turned(chunk):
        return chunk if isinstance(chunk, Agreed) else Conflict(chunk.base, chunk.theirs, chunk.mine)

    assert merge(base, mine, theirs) == [turned(chunk) for chunk in merge(base, theirs, mine)]


@given(texts, texts, texts)
def test_choosing_one_side_everywhere_invents_nothing(base, mine, theirs):
    merged = merge(base, mine, theirs)
    chosen = [part for chunk in merged for part in (chunk.parts if isinstance(chunk, Agreed) else chunk.mine)]
    assert set(chosen) <= {*mine, *theirs}
    for chunk in merged:
        if isinstance(chunk, Conflict):
            assert chunk.mine != chunk.theirs
            assert chunk.base not in (chunk.mine, chunk.theirs)
