from hypothesis import given
from hypothesis import strategies as st

from build.render.paging import runs, runs_from_last


@given(st.lists(st.integers(), max_size=50), st.integers(1, 12))
def test_nothing_is_lost_and_only_the_last_is_shorter(items, length):
    found = runs(items, length)
    assert [item for run in found for item in run] == items
    assert all(len(run) == length for run in found[:-1])
    assert len(found[-1]) <= length


@given(st.lists(st.integers(), max_size=50), st.integers(1, 12))
def test_what_comes_before_all_others_leaves_their_runs_alone(items, length):
    found, after = runs_from_last(items, length), runs_from_last([0, *items], length)
    assert [item for run in found for item in run] == items
    assert {len(run) for run in found[1:]} <= {length}
    assert len(found[0]) < length + length // 2 + 1
    assert len(found) == 1 or len(found[0]) >= length // 2
    kept = found[1:]
    assert after[len(after) - len(kept) :] == kept


def test_of_nothing_there_is_one_empty_run():
    assert runs([], 20) == runs_from_last([], 20) == [[]]
