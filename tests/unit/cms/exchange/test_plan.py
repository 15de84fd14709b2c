"""What an import makes of what is asked and what is there."""

from dataclasses import replace
from datetime import UTC, datetime

from cms.exchange.lines import DecisionKey, DecisionLine, PageLine, SectionKey, SectionLine, Slot
from cms.exchange.plan import batches, compare, compare_decisions, compare_or_take_back, digest
from cms.sharing.rules import Override, Suspension

KEY = DecisionKey(3, Slot(1, "thong-bao", "a"))
KEPT = Suspension(datetime(2024, 11, 1, tzinfo=UTC), {"title": "kept"})


def test_what_is_not_asked_for_goes_only_on_replace():
    wanted, there = {"a": 1, "b": 2, "c": 3}, {"b": 2, "c": 4, "d": 5}
    changes = compare(wanted, there, replace=False)
    assert (changes.create, changes.update, changes.unchanged, changes.remove) == ({"a": 1}, {"c": 3}, 1, [])
    assert compare(wanted, there, replace=True).remove == ["d"]


def test_an_empty_decision_takes_back_what_is_there_and_nothing_else():
    there = {KEY: DecisionLine(KEY, hide=True)}
    assert compare_decisions([DecisionLine(KEY)], there, replace=False).remove == [KEY]
    changes = compare_decisions([DecisionLine(KEY)], {}, replace=False)
    assert set(changes.figures().values()) == {0}


def test_an_override_of_nothing_is_still_a_part():
    assert not DecisionLine(KEY, override=Override({})).is_empty


def test_a_suspension_that_is_asked_for_leaves_the_one_that_is_there():
    there = {KEY: DecisionLine(KEY, suspension=KEPT)}
    asked = DecisionLine(KEY, suspend_now=True)
    assert compare_decisions([asked], there, replace=False).unchanged == 1
    with_more = compare_decisions([replace(asked, hide=True)], there, replace=False)
    assert with_more.update[KEY] == DecisionLine(KEY, hide=True, suspension=KEPT)
    assert compare_decisions([asked], {}, replace=False).create[KEY].suspend_now


def test_an_override_that_does_not_say_what_it_replaced_keeps_what_is_known_of_the_same_values():
    there = {KEY: DecisionLine(KEY, override=Override({"title": "t", "hours": "h"}, "own", {"title": "T"}))}
    same = DecisionLine(KEY, override=Override({"title": "t", "hours": "h"}))
    assert compare_decisions([same], there, replace=False).unchanged == 1
    other = DecisionLine(KEY, override=Override({"title": "other"}))
    assert compare_decisions([other], there, replace=False).update == {KEY: other}
    said = DecisionLine(KEY, override=Override({"title": "t"}, "own", {"title": "T2"}))
    assert compare_decisions([said], there, replace=False).update == {KEY: said}


def test_a_setting_that_says_nothing_is_taken_back():
    key = SectionKey(3, "thong-bao")
    there = {key: SectionLine(key, "fill")}
    changes = compare_or_take_back({key: SectionLine(key)}, there, replace=False)
    assert changes.remove == [key]


def test_equal_pages_have_equal_digests_whatever_the_order_of_their_fields():
    page = PageLine(Slot(1, "thong-bao", "a"), "notice", {"title": "a", "body": "b"})
    assert digest(page) == digest(replace(page, fields={"body": "b", "title": "a"}))
    assert digest(page) != digest(replace(page, live=True))


def test_batches_hold_everything_in_order():
    assert list(batches(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batches([], 2)) == []
