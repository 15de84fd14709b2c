"""However a syllable is typed, it is one word; and without marks it is one folded word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.index.text import analyse, exact, fold, pairs, words

VIETNAMESE = st.text(
    alphabet="aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmno"
    "òóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ AĐÊ0123 .,",
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("Uỷ", "ủy"),
        ("khoẻ", "khỏe"),
        ("tuỳ", "tùy"),
        ("kĩ", "kỹ"),
        ("lí", "lý"),
        ("quí", "quý"),
        ("tỉ", "tỷ"),
        ("ĐƯỜNG", "đường"),
        ("nguyễn", unicodedata.normalize("NFD", "nguyễn")),
    ],
)
def test_spellings_of_one_syllable_are_one_word(one: str, other: str) -> None:
    assert exact(one) == exact(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ma", "má"), ("mất", "mặt"), ("đất", "dất"), ("tay", "tai"), ("thuy", "thui"), ("bo", "bơ")],
)
def test_different_syllables_stay_different_words(one: str, other: str) -> None:
    assert exact(one) != exact(other)


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Đường", "duong"), ("khuỷu", "khuyu"), ("kỹ", "ki"), ("UBND", "ubnd"), ("118", "118")],
)
def test_folding_leaves_no_mark(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words("Nghị định số 118/2025/NĐ-CP, điều_1") == [
        "Nghị",
        "định",
        "số",
        "118",
        "2025",
        "NĐ",
        "CP",
        "điều",
        "1",
    ]


def test_analysis_has_words_and_pairs() -> None:
    assert analyse("Giấy khai sinh").folded == "giay khai sinh"
    assert analyse("Giấy khai sinh").pairs == "giay_khai khai_sinh"
    assert pairs(["one"]) == []


@given(VIETNAMESE)
def test_folding_and_spelling_settle_at_once(text: str) -> None:
    for word in words(text):
        assert fold(fold(word)) == fold(word)
        assert exact(exact(word)) == exact(word)
        assert fold(exact(word)) == fold(word)


@given(VIETNAMESE)
def test_composed_and_decomposed_text_are_analysed_alike(text: str) -> None:
    assert analyse(unicodedata.normalize("NFD", text)) == analyse(text)


@given(st.text(max_size=80))
def test_any_text_can_be_analysed(text: str) -> None:
    analysed = analyse(text)
    assert len(analysed.exact.split(" ")) == len(analysed.folded.split(" "))
