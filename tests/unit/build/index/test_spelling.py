"""One slip is seen by what stands beside it."""

from hypothesis import given
from hypothesis import strategies as st

from build.index.spelling import slips

WORD = st.text(alphabet="abcdeghiklmnopqrstuvxy", min_size=1, max_size=7)


def test_the_four_slips() -> None:
    assert {"kai", "kahi", "khia", "khoi", "khiai"} <= slips("khai")


@given(WORD, st.data())
def test_a_slip_can_be_undone_by_a_slip(word: str, data: st.DataObject) -> None:
    slipped = data.draw(st.sampled_from(sorted(slips(word) - {""})))
    assert word in slips(slipped)
