"""The resolver against a second, slow and obvious implementation, over random worlds."""

from random import Random

import pytest
from hypothesis import event, given, settings

from cms.sharing.explain import explain
from cms.sharing.resolve import resolve_all, resolve_unit
from tests.conftest import figure
from tests.unit.cms.sharing.obvious import look
from tests.unit.cms.sharing.worlds import ours, plain_world, seeds

pytestmark = pytest.mark.soak


def without_reason(answer):
    return {key: value for key, value in answer.items() if key != "because"}


def by_page(answers):
    """Those shown in their order, the others in any."""
    shown = [answer for answer in answers if answer["shown"]]
    lost = [answer for answer in answers if not answer["shown"]]
    return shown, sorted(lost, key=lambda answer: (answer["section"], answer["slug"], answer["origin"]))


@settings(max_examples=figure(5000, 50_000), deadline=None)
@given(seeds)
def test_every_unit_shows_what_the_plain_text_of_the_rules_says(seed):
    world = plain_world(Random(seed))
    records = ours(world)
    for unit in records.units.values():
        answers = [without_reason(answer) for answer in explain(records, unit.id)]
        for state in {answer["state"] for answer in answers}:
            event(state)
        assert by_page(answers) == by_page(look(world, unit.code))


@settings(max_examples=figure(200, 2000), deadline=None)
@given(seeds)
def test_one_page_a_slot_and_those_shown_come_first(seed):
    records = ours(plain_world(Random(seed)))
    for unit, answers in resolve_all(records).items():
        assert answers == resolve_unit(records, unit)
        slots = [(found.page.section, found.page.slug) for found in answers if found.shown]
        assert len(slots) == len(set(slots))
        for section in {found.page.section for found in answers}:
            shown = [found.shown for found in answers if found.page.section == section]
            assert shown == sorted(shown, reverse=True)
