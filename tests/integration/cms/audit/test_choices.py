"""The log is narrowed by the words that it shows: a decision by what was decided."""

import pytest

from cms.audit.models import Entry
from cms.audit.recording import record, watched
from cms.audit.words import action_words, choices

DECISION = "sharing.decision"
FRESH = {"page": [None, "Tết"], "hide": [None, False], "adopt": [None, False]}
DECISIONS = [
    ("create", FRESH | {"hide": [None, True]}),
    ("edit", {"hide": [True, False]}),
    ("delete", {"page": ["Tết", None], "hide": [True, None], "adopt": [False, None]}),
    ("create", FRESH | {"adopt": [None, True], "override_fields": [None, {"contact": "A"}]}),
    ("edit", {"adopt": [True, False]}),
    ("edit", {"override_fields": [{"contact": "A"}, {"contact": "B"}]}),
    ("edit", {"override_fields": [{"contact": "A"}, {}]}),
    ("edit", {"suspended_since": [None, "2026-11-22T14:05:00+00:00"]}),
    ("edit", {"suspended_since": ["2026-11-22T14:05:00+00:00", None]}),
    ("edit", {"override_reach": ["own", "all"]}),
]


@pytest.fixture
def entries(units) -> list[Entry]:
    unit = units["10546"]
    found = [Entry.objects.create(action=a, kind=DECISION, changes=c, unit=unit) for a, c in DECISIONS]
    found += [record(action, on=unit, unit=unit) for action in ("create", "edit", "delete")]
    return [*found, record("wagtail.delete"), record("wagtail.workflow.approve"), record("log.export")]


def test_what_is_chosen_is_what_the_entries_say(entries):
    for words, chosen in choices().items():
        told = {entry.pk for entry in entries if words.lower() in action_words(entry).lower().split(", ")}
        assert set(Entry.objects.filter(chosen).values_list("pk", flat=True)) == told, words


def test_every_entry_can_be_chosen(entries):
    chosen = {
        pk for one in choices().values() for pk in Entry.objects.filter(one).values_list("pk", flat=True)
    }
    assert chosen == {entry.pk for entry in entries}


def test_no_choice_is_a_bare_verb(entries):
    assert {"Ẩn trang", "Nhận dùng trang", "Thay đổi trang", "Sửa thiết lập chuyên mục"} <= choices().keys()
    assert not {"Thêm", "Sửa"} & choices().keys()
    assert len(watched) == len(set(watched))
