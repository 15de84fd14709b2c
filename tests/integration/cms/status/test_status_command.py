"""What ``manage.py status`` says to people and to programs."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.publishing.models import Change, Lane, Step


def said(*arguments):
    """What the command prints, and its exit code."""
    out = StringIO()
    try:
        call_command("status", *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_all_is_well(province, communes, step):
    for unit in (province, *communes):
        step(unit)
    text, code = said()
    assert "3 sites: 3 live, 0 waiting, 0 late, 0 failing, 0 quarantined" in text
    assert "The queue is empty." in text
    assert code == 0


def test_what_waits_is_counted_by_lane_and_is_no_trouble(province, communes, step):
    step(province, wanted=3, age=5)
    step(communes[0], wanted=3, lane=Lane.INHERITED)
    step(communes[1], Step.INDEX, wanted=3)
    Change.objects.create(kind="everything", what={}, lane=Lane.SWEEP)
    text, code = said()
    assert "0 live, 2 waiting" in text
    assert "1 have not been built by the worker yet." in text
    assert "1 are deployed, and search has not caught up with them." in text
    assert "1 changes wait for the worker" in text
    assert [line.split()[:3] for line in text.splitlines() if line.startswith("  ")] == [
        ["own", "deploy", "1"],
        ["own", "index", "1"],
        ["inherited", "deploy", "1"],
    ]
    assert code == 0


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"age": 60}, "LATE"),
        ({"attempts": 2, "reason": "The bucket refuses."}, "FAILING"),
        ({"attempts": 9, "quarantined": True, "reason": "The bucket refuses."}, "QUARANTINED"),
    ],
)
def test_what_needs_a_person_is_named_with_its_reason(province, step, facts, word):
    step(province, wanted=3, **facts)
    text, code = said()
    assert f"{word:<12}{province.full_name} (30), deploy" in text
    assert facts.get("reason", "") in text
    assert code == 1


def test_json_has_the_same(province, communes, step):
    step(province, wanted=3, attempts=1, reason="The bucket refuses.")
    text, code = said("--json")
    found = json.loads(text)
    assert found["sites"] == 3
    assert found["states"] == {"live": 0, "waiting": 0, "late": 0, "failing": 1, "quarantined": 0}
    assert [(one["lane"], one["step"], one["sites"]) for one in found["queue"]] == [("own", "deploy", 1)]
    assert found["troubles"][0]["reason"] == "The bucket refuses."
    assert code == 1


def test_one_unit_alone(province, communes, step):
    step(province, wanted=3, attempts=1)
    step(communes[0])
    assert said("--unit", "10507")[1] == 0
    with pytest.raises(CommandError, match="No unit with the code '99'"):
        said("--unit", "99")


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_sites(make_unit, step, django_assert_num_queries):
    for number in range(30):
        step(make_unit(str(number)), wanted=3, attempts=1)
    with django_assert_num_queries(4):
        said("--json")
