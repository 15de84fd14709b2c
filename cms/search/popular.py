"""What many people ask: shown to others, so nothing in it may tell of one person.

What somebody asked is kept as a keyed hash until enough different people asked the same in one week; only
then are its words written down. And only words that stand beside each other on published pages count, without
long numbers: no telephone number, no identity card, no name that no page has, no abuse. All of it lies in the
cache, which forgets after two weeks.
"""

from datetime import timedelta
from itertools import islice
from typing import Any, Final

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from build.index.engine import SearchEngine
from build.index.text import fold, pairs, words

ENOUGH: Final = 5
"""Different askers (addresses) in one week before a question may be shown."""
MOST_SHOWN: Final = 8
MOST_KEPT: Final = 50
LONGEST: Final = 60
LONGEST_NUMBER: Final = 4
KEPT: Final = int(timedelta(weeks=2).total_seconds())


def note(text: str, asker: str, engine: SearchEngine) -> None:
    """Count that ``asker`` asked ``text`` and found something; SearchEngineError as of ``engine``."""
    folded = [fold(word) for word in words(text)]
    if not folded or len(text) > LONGEST or any(_telling(word) for word in folded):
        return
    week = _weeks()[0]
    name = f"asked:{week}:{_hash(week, ' '.join(folded))}"
    askers: list[str] = cache.get(name) or []
    one = _hash(week, asker)
    if one in askers or (not askers and not _published(folded, engine)):
        return
    if len(askers) < ENOUGH:
        askers = [*askers, one]
        cache.set(name, askers, KEPT)
    if len(askers) >= ENOUGH:
        _count(week, " ".join(folded), text)


def popular() -> list[str]:
    """What was asked most this week and the last, the commonest first."""
    counted: dict[str, tuple[int, str]] = {}
    for week in _weeks():
        for folded, (times, text) in _shown(week).items():
            counted[folded] = (counted.get(folded, (0, ""))[0] + times, text)
    ranked = sorted(counted.values(), key=lambda entry: (-entry[0], entry[1]))
    return [text for _, text in islice(ranked, MOST_SHOWN)]


def _count(week: str, folded: str, text: str) -> None:
    """One more asker of what enough have asked; the spelling with marks is kept."""
    shown = _shown(week)
    times, before = shown.get(folded, (ENOUGH - 1, ""))
    tidy = " ".join(text.split())
    shown[folded] = (times + 1, max(before or tidy, tidy, key=_marks))
    kept = sorted(shown.items(), key=lambda item: -item[1][0])[:MOST_KEPT]
    cache.set(f"popular:{week}", dict(kept), KEPT)


def _shown(week: str) -> dict[str, Any]:
    return cache.get(f"popular:{week}") or {}


def _published(folded: list[str], engine: SearchEngine) -> bool:
    """Whether every two neighbours, or the one word, stand so on some page."""
    beside = pairs(folded)
    known = engine.pages_with(beside) if beside else engine.words_with(folded)
    return all(known.get(term) for term in beside or folded)


def _telling(word: str) -> bool:
    return sum(map(str.isdigit, word)) > LONGEST_NUMBER


def _marks(text: str) -> int:
    return sum(not letter.isascii() for letter in text)


def _hash(week: str, value: str) -> str:
    return salted_hmac(f"cms.search.popular:{week}", value, algorithm="sha256").hexdigest()[:16]


def _weeks() -> tuple[str, str]:
    """This week and the last."""
    now = timezone.now()
    return f"{now:%G-%V}", f"{now - timedelta(weeks=1):%G-%V}"
