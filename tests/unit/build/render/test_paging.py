from hypothesis import given
from hypothesis import strategies as st

from build.render.paging import runs


@given(st.lists(st.integers(), max_size=50), st.integers(1, 12))
def test_nothing_is_lost_and_only_the_last_is_shorter(items, length):
    found = runs(items, length)
    assert [item for run in found for item in run] == items
    assert all(len(run) == length for run in found[:-1])
    assert len(found[-1]) <= length


def test_of_nothing_there_is_one_empty_run():
    assert runs([], 20) == [[]]
