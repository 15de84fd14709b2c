"""Where the next page of results begins: after the last hit, not after so many hits."""

import base64
import hashlib
import json
from dataclasses import dataclass

from build.index.engine import FACETS as FACET_NAMES
from build.index.engine import MOST_RESULTS, SCOPES, BadQuery, Query

LONGEST_CURSOR = 600


@dataclass(frozen=True, slots=True)
class Position:
    """The last hit of the page before: its score and its page, which decides between equal scores."""

    score: float
    page: str


def check(query: Query) -> None:
    """BadQuery if ``query`` is out of bounds."""
    if query.scope not in SCOPES:
        raise BadQuery(
            "Phạm vi tìm kiếm phải là unit, above, below hoặc everywhere.",
            f"There is no scope {query.scope!r}; those there are: {', '.join(SCOPES)}.",
        )
    if query.scope != "everywhere" and not query.path:
        raise BadQuery(
            "Hãy chọn đơn vị khi tìm trong phạm vi của một đơn vị.",
            f"The scope {query.scope!r} is that of a unit; say of which.",
        )
    if not 1 <= query.size <= MOST_RESULTS:
        raise BadQuery(
            f"Số kết quả mỗi trang phải từ 1 đến {MOST_RESULTS}.",
            f"A page has from 1 to {MOST_RESULTS} results, not {query.size}.",
        )
    if set(query.filters) - set(FACET_NAMES):
        raise BadQuery(
            "Chỉ lọc được theo loại, cấp, đơn vị và năm.",
            f"Results can be narrowed by these alone: {', '.join(FACET_NAMES)}.",
        )


def write(query: Query, position: Position) -> str:
    """``position`` as a short text that only fits ``query``."""
    payload = json.dumps([position.score, position.page, _fingerprint(query)], separators=(",", ":"))
    return base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")


def read(query: Query) -> Position | None:
    """The position in ``query.cursor``; None at the start, BadQuery if it is not one of ``query``."""
    if not query.cursor:
        return None
    try:
        if len(query.cursor) > LONGEST_CURSOR:
            raise ValueError(query.cursor)
        padded = query.cursor + "=" * (-len(query.cursor) % 4)
        score, page, fingerprint = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        position = Position(float(score), str(page))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadQuery(
            "Trang kết quả này không còn dùng được; hãy tìm lại từ đầu.",
            "This cursor cannot be read; ask again without it.",
        ) from error
    if fingerprint != _fingerprint(query):
        raise BadQuery(
            "Trang kết quả này thuộc về câu tìm kiếm khác; hãy tìm lại từ đầu.",
            "This cursor came with another question; ask again without it.",
        )
    return position


def _fingerprint(query: Query) -> str:
    asked = [query.text, query.scope, query.path, sorted(query.filters.items())]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]
