"""Templates without the white space that no reader sees, taken out once, when they are compiled.

Minifying finished pages would cost more than composing them does; what editors wrote is left as it is.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_BLOCKS: Final = (
    "address article aside blockquote body br caption circle dd details div dl dt fieldset figcaption figure "
    "footer form g h1 h2 h3 h4 h5 h6 head header hr html legend li link main meta nav ol optgroup option p "
    "path rect section summary table tbody td tfoot th thead title tr ul"
)
_NAMES: Final = "|".join(_BLOCKS.split())
_BEFORE: Final = re.compile(rf"\s+(?=</?(?:{_NAMES})[\s/>])")
_AFTER: Final = re.compile(rf"(</?(?:{_NAMES})(?:\s[^<>]*)?>|<!doctype html>)\s+")
_WHITE: Final = re.compile(r"\s+")
_AS_IT_IS: Final = re.compile(r"<(?:pre|textarea)\b")


class Compact(Extension):
    """Takes out white space around block elements and makes one character of any other run of it.

    Each piece of text between two expressions or statements is looked at alone: these may put anything
    beside it, so a run at its end stays unless the piece itself has a block element there.
    """

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The template's tokens with their lines, so that faults are still found where they are."""
        return _compact(stream)


def _compact(stream: Iterable[Token]) -> Iterator[Token]:
    for token in stream:
        yield Token(token.lineno, token.type, compact(token.value)) if token.type == "data" else token


def compact(html: str) -> str:
    """``html``, a piece of a template, without white space that nothing shows."""
    if _AS_IT_IS.search(html):
        return html
    return _AFTER.sub(r"\1", _BEFORE.sub("", _WHITE.sub(_one, html)))


def _one(run: re.Match[str]) -> str:
    return "\n" if "\n" in run[0] else " "
