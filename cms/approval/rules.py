"""When nobody may publish what only they themselves have written. Pure."""

from collections.abc import Collection
from typing import Final

SECOND_PAIR: Final = (
    "Trang này do chính bạn soạn, nên cần một người duyệt khác của đơn vị đọc trước khi đăng."
)


def second_pair_fault(
    person: int, writers: Collection[int], others: bool, authors_publish: bool
) -> str | None:
    """Why ``person`` may not publish what ``writers`` wrote since the page last went live.

    ``others`` says whether the unit has another approver, ``authors_publish`` whether it lets its
    authors publish alone.
    """
    alone = set(writers) == {person}
    return SECOND_PAIR if alone and others and not authors_publish else None
