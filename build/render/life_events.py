"""What in people's lives leads them to a procedure: words to look for in its title and its field.

The events are ours (life_events.toml), chosen so that what communes to provinces settle finds one.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import normalize

import msgspec


class LifeEvent(msgspec.Struct, frozen=True):
    """Any of ``words`` in a procedure's title or field says that it belongs here."""

    key: str
    title: str
    words: tuple[str, ...]


class _Table(msgspec.Struct):
    event: tuple[LifeEvent, ...]


LIFE_EVENTS: Final = msgspec.toml.decode(Path(__file__).with_suffix(".toml").read_bytes(), type=_Table).event
_PATTERNS: Final = [
    (event, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, event.words))})(?!\w)")) for event in LIFE_EVENTS
]


@cache
def life_events(title: str, domain: str) -> tuple[LifeEvent, ...]:
    """The events that lead to a procedure of this title in this field (lĩnh vực), in the table's order."""
    text = normalize("NFC", f"{title}\n{domain}").lower()
    return tuple(event for event, pattern in _PATTERNS if pattern.search(text))
