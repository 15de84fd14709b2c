"""The measures, on rankings whose figures can be counted by hand."""

from build.index.relevance import recall, reciprocal_rank, with_one_typo, without_marks
from build.index.spelling import slips


def test_measures() -> None:
    assert recall(["a", "b", "c"], {"b", "x"}) == 0.5
    assert recall(["a", "b"], {"b"}, depth=1) == 0
    assert reciprocal_rank(["a", "b"], {"b"}) == 0.5
    assert reciprocal_rank(["a"], {"x"}) == 0


def test_forms_of_a_question() -> None:
    assert without_marks("Đăng ký giấy khai sinh") == "Dang ky giay khai sinh"
    typed = with_one_typo("giay khai sinh", 3)
    assert typed == with_one_typo("giay khai sinh", 3)
    changed = [
        (old, new) for old, new in zip(["giay", "khai", "sinh"], typed.split(), strict=True) if old != new
    ]
    assert all(new in slips(old) for old, new in changed)
