"""What was looked for is marked, and nothing else gets into the page."""

import re
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.index.highlight import PASSAGE, Marker, _best_start, _Match
from build.index.plan import plan


class Nothing:
    """A vocabulary that knows no word."""

    def near(self, words: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        return {word: {} for word in words}

    def pages_with(self, pairs: Sequence[str]) -> Mapping[str, int]:
        return {}

    def words_with(self, words: Sequence[str]) -> Mapping[str, int]:
        return {}

    def pages(self) -> int:
        return 0


def marker(question: str) -> Marker:
    return Marker(plan(question, Nothing()))


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("hòa giải", "Việc hoà giải ở cơ sở", "Việc <mark>hoà giải</mark> ở cơ sở"),
        ("hoa giai", "Việc hòa giải", "Việc <mark>hòa giải</mark>"),
        ("hòa giải", "viec hoa giai", "viec <mark>hoa giai</mark>"),
        ("mất thẻ", "mặt thẻ", "mặt <mark>thẻ</mark>"),
        ("thẻ", "<b>thẻ</b> & co", "&lt;b&gt;<mark>thẻ</mark>&lt;/b&gt; &amp; co"),
    ],
)
def test_marks(question: str, text: str, shown: str) -> None:
    assert marker(question).marked(text) == shown


def test_the_passage_is_where_the_words_are() -> None:
    text = "đầu " * 200 + "cấp lại thẻ căn cước " + "cuối " * 200
    shown = marker("căn cước").passage(text)
    assert "<mark>căn cước</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown.split()) <= PASSAGE + 4


def test_a_short_text_is_shown_whole() -> None:
    assert marker("căn cước").passage("Thẻ căn cước.") == "Thẻ <mark>căn cước</mark>."


@given(st.text(max_size=200), st.text(max_size=30))
def test_only_marks_are_html(text: str, question: str) -> None:
    shown = marker(question).passage(text)
    assert "<" not in re.sub(r"</?mark>", "", shown)
    assert shown.count("<mark>") == shown.count("</mark>")


@given(
    st.lists(st.tuples(st.integers(1, 60), st.sampled_from("abcd")), max_size=30).map(
        lambda steps: [
            _Match(
                sum(step for step, _ in steps[: at + 1]), key, {"a": 1.0, "b": 0.6, "c": 0.4, "d": 0.25}[key]
            )
            for at, (_, key) in enumerate(steps)
        ]
    )
)
def test_the_passage_begins_where_most_of_what_is_looked_for_stands(matches: list[_Match]) -> None:
    words = matches[-1].place + 40 if matches else 40

    def said(first: _Match) -> float:
        inside = {m.key: m.weight for m in matches if first.place <= m.place < first.place + PASSAGE}
        return round(sum(inside.values()), 6)

    # Of those that say as much, the first.
    best = max(matches, key=said, default=None)
    expected = max(min(best.place - 3, words - PASSAGE), 0) if best else 0
    assert _best_start(matches, words) == expected
