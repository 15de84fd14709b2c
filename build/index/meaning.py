"""What somebody may have meant to type, spelled as the pages found spell it."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from build.index.engine import Hit
from build.index.plan import Plan
from build.index.text import fold, words

_MARK: Final = re.compile(r"</?mark>")


def did_you_mean(plan: Plan, hits: Iterable[Hit]) -> str:
    """The question with its slips put right; empty where nothing was doubted, or the pages do not say how.

    Corrections have no marks. Those come from ``hits``, which show the words beside each other.
    """
    if not plan.meant:
        return ""
    spelled = _spellings(hits)
    marked = [fold(word) for word in plan.asked] != [word.lower() for word in plan.asked]
    chosen = []
    for at, (asked, meant) in enumerate(zip(plan.asked, plan.meant, strict=True)):
        slipped = fold(asked) != meant
        seen = _seen(spelled, plan.meant, at) if slipped or not marked else ""
        if slipped and not seen:
            return ""
        chosen.append(seen or asked.lower())
    return " ".join(chosen)


def _spellings(hits: Iterable[Hit]) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """How the pages spell two folded words that stand beside each other, and how often."""
    found: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for hit in hits:
        for text in (hit.title, hit.snippet):
            spelled = [word.lower() for word in words(html.unescape(_MARK.sub("", text)))]
            for first, second in pairwise(spelled):
                found.setdefault((fold(first), fold(second)), Counter())[first, second] += 1
    return found


def _seen(spelled: dict[tuple[str, str], Counter[tuple[str, str]]], meant: Sequence[str], at: int) -> str:
    """The commonest spelling of the word at ``at`` beside the one before it or after it."""
    votes: Counter[str] = Counter()
    for start, part in ((at - 1, 1), (at, 0)):
        if 0 <= start < len(meant) - 1:
            for spelling, times in spelled.get((meant[start], meant[start + 1]), Counter()).items():
                votes[spelling[part]] += times
    return votes.most_common(1)[0][0] if votes else ""
