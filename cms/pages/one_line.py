"""Several short texts on one line, semicolons between them: how lists are typed at the desk. Pure."""

import re
from collections.abc import Iterable
from typing import Final

_BETWEEN: Final = ";"
_TEXT: Final = re.compile(r"(?:\\[;\\]|[^;])*")
_SPECIAL: Final = re.compile(r"[;\\]")
_MARKED: Final = re.compile(r"\\([;\\])")


def one_line(texts: Iterable[str]) -> str:
    """``texts`` on a line, without the empty ones at its end; a semicolon in one has a ``\\`` before it."""
    found = [_SPECIAL.sub(r"\\\g<0>", text) for text in texts]
    while found and not found[-1]:
        found.pop()
    return f"{_BETWEEN} ".join(found)


def texts_on(line: str, most: int) -> list[str]:
    """The ``most`` texts on a line, empty ones where it has fewer; the last takes all that is left."""
    found, at = [], 0
    while len(found) < most:
        end = _TEXT.match(line, at).end() if len(found) < most - 1 else len(line)
        found.append(unmarked(line[at:end]).strip())
        at = end + 1
    return found


def unmarked(text: str) -> str:
    """``text`` as readers see it, without the marks before its semicolons."""
    return _MARKED.sub(r"\1", text)
