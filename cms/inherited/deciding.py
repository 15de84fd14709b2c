"""Making a decision about pages from above, or taking one back: checked first, then saved one by one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from build.snapshot.schema import Document
from cms.inherited import words
from cms.sharing.fields import as_it_stands
from cms.sharing.load import decision_facts, load_chain_world
from cms.sharing.models import Decision
from cms.sharing.published import documents_of
from cms.sharing.rules import DecisionFacts, PageFacts, Suspension
from cms.sharing.sleeping import refused
from cms.sharing.world import World
from cms.units.models import Unit


@dataclass
class Outcome:
    """What came of it: the titles of the pages decided about, and a sentence for each that was refused."""

    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Asked:
    """All that one decision looks at."""

    world: World
    unit: int
    page: PageFacts
    document: Document
    now: datetime


def _hide(row: Decision, _: _Asked) -> None:
    row.hide = True


def _adopt(row: Decision, _: _Asked) -> None:
    # Who adopts wants to see it: a page once hidden would stay so.
    row.adopt, row.hide = True, False


def _suspend(row: Decision, asked: _Asked) -> None:
    if row.suspended_since is None:
        row.suspended_since = asked.now
        row.suspended_document_id = asked.page.document
        row.suspended_fields = as_it_stands(asked.world, asked.page, asked.unit, asked.document.fields)


def _unhide(row: Decision) -> None:
    row.hide = False


def _leave(row: Decision) -> None:
    row.adopt = False


def _resume(row: Decision) -> None:
    row.suspended_since = row.suspended_fields = row.suspended_document = None


def _follow(row: Decision) -> None:
    row.override_fields = row.override_base = None
    row.override_reach = "own"


def _forget(row: Decision) -> None:
    for take_back in (_unhide, _leave, _resume, _follow):
        take_back(row)


MAKE: Final[Mapping[str, Callable[[Decision, _Asked], None]]] = {
    "hide": _hide,
    "adopt": _adopt,
    "suspend": _suspend,
}
TAKE_BACK: Final[Mapping[str, Callable[[Decision], None]]] = {
    "unhide": _unhide,
    "leave": _leave,
    "resume": _resume,
    "follow": _follow,
    "forget": _forget,
}


@transaction.atomic
def decide(unit: Unit, pages: Collection[int], verb: str) -> Outcome:
    """Do ``verb`` (of MAKE or TAKE_BACK) for ``unit`` with each of the pages where the rules allow it.

    What is read is read once for all of them; each decision is saved by itself, so that whoever listens
    hears of it.
    """
    alone(unit)
    world = load_chain_world([unit.pk], pages=Q(page__in=pages))
    documents = documents_of(pages)
    rows = {row.page_id: row for row in Decision.objects.filter(unit=unit, page__in=pages)}
    outcome, now = Outcome(), timezone.now()
    for number in pages:
        row = rows.get(number)
        # It may have been withdrawn between the two questions.
        page = world.page_by_id.get(number) if number in documents else None
        title = shown_title(world, number, unit)
        if verb in TAKE_BACK:
            sentence = "" if row else "Quyết định này đã được bỏ trước đó."
        else:
            sentence = why_not(world, unit, page, verb)
        if sentence:
            outcome.refused.append(f"“{title}”: {sentence}")
            continue
        row = row or Decision(unit=unit, page_id=number)
        if verb in TAKE_BACK:
            TAKE_BACK[verb](row)
        else:
            MAKE[verb](row, _Asked(world, unit.pk, page, documents[number], now))
        store(row)
        outcome.done.append(title)
    return outcome


def alone(unit: Unit) -> None:
    """Let nobody else decide for ``unit`` until the transaction ends: two would make one decision twice."""
    Unit.objects.select_for_update(no_key=True).filter(pk=unit.pk).first()


def shown_title(world: World, number: int, unit: Unit) -> str:
    """The title of a page as far as the unit may know it."""
    page = world.page_by_id.get(number)
    return page.title if page and (page.unit == unit.pk or world.reaches(page, unit.pk)) else words.GONE


def why_not(world: World, unit: Unit, page: PageFacts | None, verb: str, **parts: Any) -> str:
    """Why ``unit`` cannot do ``verb`` with ``page``: one sentence, empty where it can.

    A ``page`` of None is one that is not live any more. ``parts`` are the decision's, where the verb
    does not say them.
    """
    if page is None or page.unit == unit.pk:
        return "Trang này vừa bị gỡ hoặc không còn chia sẻ đến đơn vị, nên không còn gì để quyết định."
    asked = {
        "hide": {"hide": True},
        "adopt": {"adopt": True},
        "suspend": {"suspension": Suspension(timezone.now(), {})},
    }.get(verb, parts)
    reasons = refused(world, page, DecisionFacts(unit.pk, page.id, **asked))
    if not reasons:
        return ""
    origin = Unit.objects.get(pk=page.unit).full_name
    return " ".join(words.refusal(found, origin) for found in reasons)


def store(row: Decision) -> None:
    """Save the decision, or take it back where no part of it is left."""
    facts = decision_facts(row)
    if facts.hide or facts.adopt or facts.override or facts.suspension:
        row.save()
    elif row.pk:
        row.delete()
