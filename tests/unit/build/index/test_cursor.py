"""A cursor fits one question only, and nothing else gets in by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build.index import cursor
from build.index.cursor import Position
from build.index.engine import BadQuery, Query


def test_what_is_written_is_read() -> None:
    position = Position(1.5, "30/thong-bao/a")
    written = cursor.write(Query(text="a"), position)
    assert cursor.read(Query(text="a", cursor=written)) == position


def test_the_cursor_of_another_question_is_refused() -> None:
    written = cursor.write(Query(text="a"), Position(1.5, "x"))
    with pytest.raises(BadQuery, match="câu tìm kiếm khác"):
        cursor.read(Query(text="b", cursor=written))


@given(st.text(min_size=1, max_size=50))
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadQuery):
        cursor.read(Query(text="a", cursor=text))


@pytest.mark.parametrize(
    "query",
    [
        Query(text="a", scope="unit"),
        Query(text="a", size=0),
        Query(text="a", size=51),
        Query(text="a", filters={"slug": "x"}),
        Query(text="a", scope="all"),  # type: ignore[arg-type]
    ],
)
def test_questions_out_of_bounds_are_refused(query: Query) -> None:
    with pytest.raises(BadQuery):
        cursor.check(query)
