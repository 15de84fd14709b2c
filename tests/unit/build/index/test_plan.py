"""What a question is taken to ask for: its own words first, official wording beside them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest

from build.index.plan import LONGEST, MOST_TERMS, Plan, plan
from build.index.spelling import slips


class Words:
    """A vocabulary that knows ``texts`` and nothing else."""

    def __init__(self, *texts: str) -> None:
        self.texts = [text.split() for text in texts]

    def near(self, words: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        known = {word for text in self.texts for word in text}
        return {word: dict.fromkeys((slips(word) | {word}) & known, 1) for word in words}

    def pages_with(self, pairs: Sequence[str]) -> Mapping[str, int]:
        found = [{f"{a}_{b}" for a, b in pairwise(text)} for text in self.texts]
        return {pair: sum(pair in text for text in found) for pair in pairs}

    def words_with(self, words: Sequence[str]) -> Mapping[str, int]:
        return {word: sum(word in text for text in self.texts) for word in words}

    def pages(self) -> int:
        return max(len(self.texts), 100)


def weights(planned: Plan, form: str) -> dict[str, float]:
    return {term.word: term.weight for term in planned.terms if term.form == form}


def test_words_that_only_ask_are_left_out() -> None:
    folded = weights(plan("giấy khai sinh thì làm ở đâu", Words()), "folded")
    assert {"giay", "khai", "sinh"} <= folded.keys()
    assert not {"thi", "o", "dau"} & folded.keys()


def test_a_question_of_nothing_but_asking_words_still_asks() -> None:
    assert plan("thì là gì", Words()).terms


def test_marks_count_only_where_some_were_typed() -> None:
    assert "gíây" in weights(plan("giấy", Words()), "exact")
    assert weights(plan("giay", Words()), "exact") == {}


@pytest.mark.parametrize("text", ["sổ đỏ", "so do", "SỔ ĐỎ"])
def test_official_wording_is_looked_for_at_a_lower_weight(text: str) -> None:
    planned = plan(text, Words())
    assert 0 < weights(planned, "folded")["quyen"] < weights(planned, "folded")["so"] == 1.0
    assert "su_dung" in weights(planned, "pairs")


def test_other_marks_are_another_word() -> None:
    assert "su_dung" not in weights(plan("số đo", Words()), "pairs")


def test_one_syllable_without_marks_is_not_taken_for_another_word() -> None:
    assert "thien_tai" in weights(plan("nhà bị bão", Words()), "pairs")
    assert "thien_tai" not in weights(plan("bao nhieu", Words()), "pairs")


@pytest.mark.parametrize(
    ("typed", "meant"), [("UBND", "uy_ban"), ("cccd", "can_cuoc"), ("HĐND", "hoi_dong"), ("bhxh", "bao_hiem")]
)
def test_abbreviations_are_read(typed: str, meant: str) -> None:
    assert meant in weights(plan(typed, Words()), "pairs")


@pytest.mark.parametrize("typed", ["413/QĐ-UBND", "quyết định số 413/qd-ubnd", "17/2024/NĐ-CP về đất đai"])
def test_a_documents_number_is_one_name_and_none_of_its_letters_stand_for_words(typed: str) -> None:
    pairs = weights(plan(typed, Words()), "pairs")
    assert not {"uy_ban", "nhan_dan", "nghi_dinh", "chinh_phu"} & pairs.keys()
    assert max(pairs, key=lambda pair: pairs[pair]) in ("413_qd", "qd_ubnd", "17_2024", "2024_nd", "nd_cp")


def test_full_names_find_abbreviations() -> None:
    assert "ubnd" in weights(plan("ủy ban nhân dân", Words()), "folded")


def test_a_slip_is_read_as_what_stands_on_pages() -> None:
    planned = plan("giấy kahi sinh", Words("giay khai sinh"))
    assert weights(planned, "folded")["khai"] == pytest.approx(0.9)
    assert "khai" in planned.guessed


def test_a_slip_does_not_hide_the_wording_rule() -> None:
    assert "lai_xe" in weights(plan("bằng lia", Words("giay phep lai xe")), "pairs")


def test_only_the_first_200_characters_are_used() -> None:
    assert plan("từ " * 100, Words()).cut
    assert not plan("từ " * 10, Words()).cut
    assert plan("a" * (LONGEST + 1), Words()).terms[0].word == "a" * LONGEST


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "́̀", '"*()^:', "\x00"])
def test_no_letters_no_terms(text: str) -> None:
    assert plan(text, Words()).terms == ()


def test_what_most_pages_have_only_helps_to_rank() -> None:
    vocabulary = Words(*["cap giay"] * 300, "giay sinh")
    telling = {
        term.word: term.telling for term in plan("giấy sinh", vocabulary).terms if term.form == "folded"
    }
    assert telling == {"giay": False, "sinh": True}


def test_what_everybody_asks_for_finds_pages_beside_a_rarer_pair_of_less_weight() -> None:
    """With a site for each of 500 communes, a procedure of all of them is as common as other words are."""
    vocabulary = Words(
        *["dang ky khai sinh"] * 500, *["dat cho con"] * 20, *["dang tin"] * 9_000, *["tin tuc"] * 3_000
    )
    asked = plan("đăng ký khai sinh cho con", vocabulary)
    telling = {term.word for term in asked.terms if term.telling and term.form == "pairs"}
    assert telling >= {"khai_sinh", "cho_con"}


def test_an_unknown_word_beside_common_ones_does_not_hide_all_pages() -> None:
    told = plan("zzyzx họp dân", Words(*["hop dan"] * 400, *["khac"] * 20))
    assert any(term.telling and term.word == "hop_dan" for term in told.terms)


def test_where_all_words_are_common_the_rarest_find_pages() -> None:
    told = plan("họp chợ", Words(*["hop"] * 600, *["cho"] * 320, *["khac"] * 9_000))
    telling = {term.word for term in told.terms if term.telling and term.form == "folded"}
    assert telling >= {"cho"}
    assert "hop" not in telling


def test_no_more_than_sixty_terms_are_looked_for() -> None:
    text = "mất giấy tờ xe sổ đỏ hộ khẩu căn cước khai sinh bảo hiểm hộ chiếu bằng lái con dấu đất ruộng"
    known = Words(text, "giay chung nhan quyen su dung dat")
    assert len(plan(text, known).terms) == MOST_TERMS
