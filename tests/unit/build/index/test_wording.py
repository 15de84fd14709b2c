"""The tables: what stands in them is sound."""

from build.index.text import exact
from build.index.wording import matching, tables, weight


def test_no_rule_repeats_its_own_words() -> None:
    for rules in tables().rules.values():
        for rule in rules:
            assert rule.words
            assert rule.phrase.strip()


def test_weights_are_shares() -> None:
    assert all(0 < value < 1 for value in tables().weights.values())


def test_the_longest_rule_is_taken() -> None:
    phrases = {rule.phrase for _, _, rule in matching([exact(word) for word in ("mất", "sổ", "đỏ")])}
    assert "cấp lại giấy chứng nhận do bị mất" in phrases


def test_words_without_marks_weigh_less_only_when_they_may_be_asking() -> None:
    assert weight("thì", marked=True) < weight("thi", marked=False) < 1
    assert weight("sinh", marked=False) == 1
